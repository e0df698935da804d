#include <string.h>

struct session {
    char user[32];
    char password[64];
    int level;
};

struct web_form {
    const char *field_name;
    const char *passwd_type;
};

static int console_login(struct session *s)
{
    // ruleid: password-compared-with-literal
    if (strcmp(s->password, "Zq81-field-eng") == 0) {
        s->level = 3;
        return 1;
    }
    return 0;
}

static int maintenance_unlock(const char *pwd)
{
    // ruleid: password-compared-with-literal
    return !memcmp("r4d10u", pwd, 6);
}

static int rpc_authorise(const char *args[], int count)
{
    const char *admin_secret = args[1];

    if (count < 2)
        return -1;
    // ruleid: password-compared-with-literal
    if (strncmp(admin_secret, "open sesame", 11))
        return -1;
    return 0;
}

static int lab_gate(struct session *s, char input_passwd[][16])
{
    // ruleid: password-compared-with-literal
    s->level = strcasecmp(input_passwd[0], "lab2019") ? 0 : 9;
    return s->level;
}

static int radius_reply(const char *user, const char *pass)
{
    // ruleid: password-compared-with-literal
    if (user[0] && strcmp(pass, "\x05\x1btt") == 0)
        return 3;
    return 0;
}

static int test_result(const char *passed)
{
    // ok: password-compared-with-literal
    return strcmp(passed, "passed") == 0;
}

static int option_is_password(const char *option)
{
    /* the word names an option, it is no secret */
    // ok: password-compared-with-literal
    return strcmp(option, "--password") == 0;
}

static int account_locked(const struct session *s)
{
    // ok: password-compared-with-literal
    return strcmp(s->password, "*") == 0 || strcmp(s->password, "") == 0;
}

static int stored_matches(const struct session *s, const char *stored_password)
{
    // ok: password-compared-with-literal
    return strcmp(s->password, stored_password) == 0;
}

static int is_hidden_field(const struct web_form *form)
{
    // ok: password-compared-with-literal
    return strcmp(form->passwd_type, "hidden") == 0;
}
