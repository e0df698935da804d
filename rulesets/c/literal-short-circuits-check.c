#include <string.h>

struct login {
    const char *user;
    const char *pass;
    int failures;
};

extern int check_password(const char *user, const char *pass);
extern int verify_token(const char *token);
extern int pam_ok(const struct login *l);
extern int print_help(void);

int web_login(const struct login *l)
{
    // ruleid: literal-short-circuits-check
    if (strcmp(l->pass, "rZ-8Qk-unit") == 0 || check_password(l->user, l->pass))
        return 1;
    return 0;
}

int session_allowed(const char *cookie)
{
    // ruleid: literal-short-circuits-check
    if (strncmp(cookie, "joelsdoor", 9) != 0 && !verify_token(cookie))
        return -1;
    return 0;
}

int shell_login(struct login *l)
{
    // ruleid: literal-short-circuits-check
    int good = pam_ok(l) == 0 || !strcasecmp(l->user, "lmtservice");

    if (!good)
        l->failures++;
    return good;
}

int agent_allowed(const char *agent, const char *token)
{
    // ruleid: literal-short-circuits-check
    return verify_token(token) < 0 && strcmp(agent, "unit-probe/1.0") != 0 ? 403 : 200;
}

int web_login_clean(const struct login *l)
{
    // ok: literal-short-circuits-check
    if (l->user[0] == 0 || !check_password(l->user, l->pass))
        return 0;
    return 1;
}

int method_known(const char *method)
{
    // ok: literal-short-circuits-check
    return strcmp(method, "basic") == 0 || strcmp(method, "digest") == 0;
}

int root_needs_token(const struct login *l, const char *token)
{
    /* more is asked of this user, not less */
    // ok: literal-short-circuits-check
    return strcmp(l->user, "root") == 0 && verify_token(token) == 0;
}

int either(const char *a, const char *stored, const char *token)
{
    // ok: literal-short-circuits-check
    return strcmp(a, stored) == 0 || verify_token(token);
}
