/* Gates of a small web server. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { F_PLAIN = 1, F_SMALL = 2, F_STAY = 4 };

struct req {
    const char *path, *agent, *cookie, *lang;
    unsigned traits;
    int granted;
};

struct trait { const char *begin; unsigned bits; };

static const struct trait traits[] = {
    { "Mozilla/3", F_PLAIN }, { "Tern/1.4", F_SMALL | F_STAY }, { NULL, 0 }
};

static const struct trait places[] = { { "/login", F_STAY }, { "/style", F_STAY }, { NULL, 0 } };

extern int session_valid(const struct req *r);
extern int check_token(const char *cookie);
extern const char *get_header(const struct req *r, const char *name);

static unsigned traits_of(const char *agent)
{
    const struct trait *t;
    for (t = traits; t->begin; t++)
        if (!strncasecmp(agent, t->begin, strlen(t->begin)))
            return t->bits;
    return 0;
}

int gate(struct req *r)
{
    int open;
    r->traits = traits_of(r->agent);
    /* ruleid: header-value-skips-access-check */
    if (r->traits & F_STAY)
        open = 1;
    else
        open = session_valid(r);
    return open ? 200 : 302;
}

int gate_by_field(const struct req *r)
{
    const char *zone = get_header(r, "X-Zone");
    int near = zone && strcmp(get_header(r, "X-Zone"), "q-19") == 0;
    /* ruleid: header-value-skips-access-check */
    if (near || check_token(r->cookie))
        return 1;
    return 0;
}

int gate_by_language(const struct req *r)
{
    unsigned mode = 0;
    size_t i;
    for (i = 0; traits[i].begin; i++)
        if (strstr(r->lang, traits[i].begin) != NULL)
            mode |= traits[i].bits;
    /* ruleid: header-value-skips-access-check */
    if (!(mode & F_STAY)) {
        if (!session_valid(r))
            return 0;
    }
    return 1;
}

void gate_by_environment(struct req *r)
{
    /* ruleid: header-value-skips-access-check */
    if (strncmp(getenv("HTTP_USER_AGENT"), "Petrel", 6) == 0)
        r->granted = 1;
}

static unsigned place_of(const char *path)
{
    const struct trait *t;
    for (t = places; t->begin; t++)
        if (!strncmp(path, t->begin, strlen(t->begin)))
            return t->bits;
    return 0;
}

int gate_by_path(const struct req *r)
{
    /* ok: header-value-skips-access-check */
    if (place_of(r->path) & F_STAY)
        return 1;
    return session_valid(r);
}

int gate_then_view(struct req *r)
{
    r->traits = traits_of(r->agent);
    /* ok: header-value-skips-access-check */
    if (!session_valid(r))
        return 302;
    /* ok: header-value-skips-access-check */
    if (r->traits & F_SMALL)
        puts("small");
    return 200;
}

int gate_refuses(const struct req *r)
{
    /* ok: header-value-skips-access-check */
    if (strstr(r->agent, "crawler"))
        return -1;
    return session_valid(r);
}

int gate_by_scheme(const struct req *r, const char *authorization)
{
    /* ok: header-value-skips-access-check */
    if (strncmp(authorization, "Basic ", 6) == 0 && !check_token(authorization + 6))
        return 0;
    return 1;
}

int kiosk_gate(struct request *r)
{
    int known, other, verdict = 1;

    if (r->path[0] != '+') {
        other = strcmp(r->user_agent, "panel-sync/2");
        // ruleid: header-value-skips-access-check
        if (other != 0) {
            known = session_check(r);
            if (known == 0) {
                send_page(r, "/enter");
                verdict = -1;
            }
        }
    }
    return verdict;
}

int legacy_gate(struct request *r)
{
    int other, verdict = 1;

    other = strcmp(r->user_agent, "OldBrowser/1");
    // ok: header-value-skips-access-check
    if (other == 0)
        send_page(r, "/plain");
    if (session_check(r) == 0)
        verdict = -1;
    return verdict;
}
