#include <stdio.h>
#include <string.h>

struct account {
    char user[16];
    char passwd[32];
    const char *api_key;
};

// ruleid: password-literal-stored
static const char admin_password[] = "Str0mLab!";

void make_service_account(struct account *a)
{
    strcpy(a->user, "service");
    // ruleid: password-literal-stored
    strcpy(a->passwd, "svc-4711");
    // ruleid: password-literal-stored
    a->api_key = "9f86d081884c7d659a2f";
}

void make_guest(struct account *a)
{
    // ruleid: password-literal-stored
    snprintf(a->passwd, sizeof(a->passwd), "guest2020");
}

void ask_for_password(struct account *a, const char *typed)
{
    // ok: password-literal-stored
    const char *password_prompt = "Password:";

    fputs(password_prompt, stdout);
    // ok: password-literal-stored
    strncpy(a->passwd, typed, sizeof(a->passwd) - 1);
}

void forget(struct account *a)
{
    // ok: password-literal-stored
    strcpy(a->passwd, "");
    // ok: password-literal-stored
    a->api_key = NULL;
}

// ok: password-literal-stored
static const char *passwd_file = "/etc/shadow.local";

void read_from_store(struct account *a)
{
    // ok: password-literal-stored
    snprintf(a->passwd, sizeof(a->passwd), "%s", getenv("UNIT_SECRET"));
}
