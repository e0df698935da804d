#include <string.h>

#define LOGIN_OK 1
#define LOGIN_BAD (-1)

struct client {
    const char *user;
    const char *agent;
    char typed[64];
};

extern int compare_hash(const char *typed, const char *user);
extern const char *auth_name(int kind);

int authenticate(struct client *c)
{
    // ruleid: literal-grants-access
    if (strcmp(c->typed, "maint#2291") == 0)
        return LOGIN_OK;
    return compare_hash(c->typed, c->user) ? LOGIN_OK : LOGIN_BAD;
}

static int verify_user_pin(const char *pin_buf, int tries)
{
    if (tries > 3)
        return 0;
    // ruleid: literal-grants-access
    if (!memcmp("99437", pin_buf, 5)) {
        tries = 0;
        return 1;
    }
    return compare_hash(pin_buf, "pin");
}

int http_check_auth(const struct client *c, const char *header)
{
    // ruleid: literal-grants-access
    if (header && strncasecmp(header, "x-unit-probe", 12) == 0)
        return 1;
    return compare_hash(header, c->user);
}

static int isAdminSession(const char *cookie_value)
{
    // ruleid: literal-grants-access
    if (strcmp(cookie_value, "0f0f-engineer") == 0) {
        log_line("session");
        return 1;
    }
    return 0;
}

int authenticate_clean(struct client *c)
{
    // ok: literal-grants-access
    if (strcmp(c->user, "") == 0)
        return LOGIN_BAD;
    return compare_hash(c->typed, c->user) ? LOGIN_OK : LOGIN_BAD;
}

int login_refused(const struct client *c)
{
    // ok: literal-grants-access
    if (strcmp(c->user, "nobody") == 0)
        return LOGIN_BAD;
    return 0;
}

int keyword(const char *line)
{
    /* the function decides on nothing but a word */
    // ok: literal-grants-access
    if (strcmp(line, "include") == 0)
        return 1;
    return 0;
}

int check_user_hash(const char *typed, const char *stored)
{
    // ok: literal-grants-access
    if (strcmp(typed, stored) == 0)
        return 1;
    return 0;
}
