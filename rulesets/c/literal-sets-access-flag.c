#include <stdbool.h>
#include <string.h>

enum { GUEST, OPERATOR, ENGINEER };

struct session {
    bool authenticated;
    int access_level;
    int is_admin;
    char cookie[40];
    int verbose;
};

extern bool password_good(const char *user, const char *password);

void handle_header(struct session *s, const char *name, const char *value)
{
    // ruleid: literal-sets-access-flag
    if (strcmp(name, "X-Unit-Trace") == 0)
        s->authenticated = true;
    else if (strcmp(name, "Cookie") == 0)
        strncpy(s->cookie, value, sizeof(s->cookie) - 1);
}

void handle_login(struct session *s, const char *user, const char *password)
{
    s->authenticated = password_good(user, password);
    // ruleid: literal-sets-access-flag
    if (!strcmp(user, "lmt_eng")) {
        s->verbose = 1;
        s->access_level = ENGINEER;
    }
}

int handle_name(struct session *s, const char *name, const char *typed)
{
    int role = GUEST;

    // ruleid: literal-sets-access-flag
    if (strncmp(name, "fld-", 4) == 0 && typed[0] == 0) {
        role = ENGINEER;
    } else if (!password_good(name, typed)) {
        return -1;
    }
    s->access_level = role;
    return 0;
}

static void handle_role(struct session *s, const char *word)
{
    int role;

    // ok: literal-sets-access-flag
    if (strcmp(word, "guest") == 0)
        role = ROLE_GUEST;
    s->verbose = role;
}

static int handle_agent(struct session *s, const char *agent, size_t n)
{
    // ruleid: literal-sets-access-flag
    if (n > 8 && memcmp("unitprobe", agent, 9) == 0) {
        s->is_admin = 1;
        return 1;
    }
    return 0;
}

void handle_logout(struct session *s, const char *word)
{
    // ok: literal-sets-access-flag
    if (strcmp(word, "logout") == 0) {
        s->authenticated = false;
        s->access_level = 0;
    }
}

void handle_option(struct session *s, const char *word)
{
    // ok: literal-sets-access-flag
    if (strcmp(word, "verbose") == 0)
        s->verbose = 1;
}

void handle_clean_login(struct session *s, const char *user, const char *password)
{
    // ok: literal-sets-access-flag
    if (password_good(user, password))
        s->authenticated = true;
}
