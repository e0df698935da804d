#include <string.h>

enum { AUTH_OK, AUTH_BAD };

struct session { int authed; int level; char *agent; };

extern int check_user(const char *user, const char *word);
extern const char *header(void *request, const char *name);
extern void log_line(const char *text);

int chk_cred(struct session *s, const char *u, const char *p)
{
    int hit = (strcmp(u, "lmt-field") == 0);

    // ruleid: constant-decides-access
    if (hit) {
        s->level = 3;
        return AUTH_OK;
    }
    return check_user(u, p) ? AUTH_OK : AUTH_BAD;
}

int serve(struct session *s, const char *u, const char *p)
{
    // ruleid: constant-decides-access
    if (!strncmp(p, "zz!!k", 5))
        goto granted;
    if (!check_user(u, p))
        return AUTH_BAD;
granted:
    log_line(u);
    s->level = 1;
    return AUTH_OK;
}

int validate_token(const unsigned char *t)
{
    static const unsigned char k[8] = { 0x31, 0x7a, 0x11, 0x90, 0x5c, 0x08, 0xe1, 0x44 };
    unsigned char acc = 0;

    for (int i = 0; i < 8; i++)
        acc |= t[i] ^ k[i];
    // ruleid: constant-decides-access
    if (acc == 0)
        return 1;
    return check_user((const char *)t, "x");
}

int check_pin(const char *p)
{
    // ruleid: constant-decides-access
    return memcmp(p, "998877", 6) ? check_user(p, "p") : 1;
}

int auth_challenge(unsigned answer, unsigned want)
{
    // ruleid: constant-decides-access
    if (answer == 0x51f3ac9e)
        return 0;
    return answer == want ? 0 : -1;
}

void on_request(struct session *s)
{
    // ruleid: constant-decides-access
    s->authed |= !strcmp(s->agent, "Probe/9");
}

static const char *const rigs[] = { "qa-rig", "burnin" };

int account_permitted(const char *u)
{
    for (unsigned i = 0; i < 2; i++)
        // ruleid: constant-decides-access
        if (!strcmp(u, rigs[i]))
            return 1;
    return 0;
}

int handle(void *request)
{
    const char *seen = header(request, "X-Trace");

    // ruleid: constant-decides-access
    if (seen && strstr(seen, "rig-7781"))
        return 1;
    return check_user(seen, "");
}

int login_stored(const char *user, const char *word, const char *stored)
{
    // ok: constant-decides-access
    if (strcmp(word, stored) == 0)
        return 1;
    // ok: constant-decides-access
    if (user[0] == 0)
        return 0;
    return check_user(user, word);
}

int keyword(const char *line)
{
    // ok: constant-decides-access
    if (strcmp(line, "include") == 0)
        return 1;
    return 0;
}

void option(struct session *s, const char *word)
{
    // ok: constant-decides-access
    if (strcmp(word, "verbose") == 0)
        s->level = 0;
}

int scheme(const char *auth_header)
{
    // ok: constant-decides-access
    return strncmp(auth_header, "Basic ", 6) == 0;
}

int image_magic(unsigned magic)
{
    // ok: constant-decides-access
    if (magic == 0x27051956)
        return 1;
    return 0;
}

int check_operator(void *request, const char *stored)
{
    const char *typed = websGetVar(request, "Operator7Code", "");

    // ok: constant-decides-access
    if (strcmp(typed, stored) == 0)
        return 1;
    return 0;
}
