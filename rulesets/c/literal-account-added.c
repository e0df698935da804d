#include <stddef.h>

struct table;

extern int user_add(const char *name, const char *word, int role);
extern int createAccount(struct table *t, const char *name, const char *word);
extern int set_user_password(const char *name, const char *word);
extern const char *ask(const char *prompt);

int load_users(void)
{
    // ruleid: literal-account-added
    user_add("linesvc", "0ak-Timber", 3);
    return 0;
}

int first_start(struct table *t)
{
    if (!t)
        return -1;
    // ruleid: literal-account-added
    return createAccount(t, "support", "changeme2");
}

void reset(void)
{
    // ruleid: literal-account-added
    set_user_password("root", "Unit#1234");
}

int add_asked(void)
{
    // ok: literal-account-added
    return user_add(ask("name"), ask("word"), 1);
}

int add_named(const char *word)
{
    // ok: literal-account-added
    return user_add("operator", word, 1);
}

int settings(void *store)
{
    // ok: literal-account-added
    return config_set(store, "language", "english");
}
