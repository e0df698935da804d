#include <string.h>

struct form {
    const char *a;
    const char *b;
};

extern int is_known(const char *user, const char *word);

int enter(const char *user, const char *word)
{
    // ruleid: literal-pair-compared
    if (!strcmp(user, "fieldeng") && !strcmp(word, "w1nter-Wheat"))
        return 3;
    return is_known(user, word);
}

int rights(const struct form *f)
{
    // ruleid: literal-pair-compared
    int right = strcasecmp(f->a, "svc") == 0 && strncmp(f->b, "Moss2017!", 9) == 0;

    return right ? 9 : 0;
}

int nested(const struct form *f, int tries)
{
    // ruleid: literal-pair-compared
    if (tries < 3 && strcmp(f->a, "maint") == 0) {
        tries++;
        if (memcmp(f->b, "k4lm-aR", 7) == 0)
            return 1;
    }
    return 0;
}

int two_words(const char *verb, const char *object)
{
    // ok: literal-pair-compared
    return !strcmp(verb, "show") && !strcmp(object, "counters");
}

int stored(const struct form *f, const char *user, const char *word)
{
    // ok: literal-pair-compared
    return strcmp(f->a, user) == 0 && strcmp(f->b, word) == 0;
}

int file_pair(const char *type, const char *name)
{
    // ok: literal-pair-compared
    return strcmp(type, "text") == 0 && strcmp(name, "index.html") == 0;
}
