#include <stdio.h>

struct setting {
    char key[32];
    char value[64];
    int line;
};

int read_setting(const char *text, struct setting *s)
{
    // ruleid: scanf-string-without-width
    return sscanf(text, "%31[^=]=%s", s->key, s->value);
}

int read_all(FILE *f, struct setting *s)
{
    // ruleid: scanf-string-without-width
    while (fscanf(f, "%s %d", s->key, &s->line) == 2)
        s++;
    return 0;
}

int ask(char *word)
{
    // ruleid: scanf-string-without-width
    scanf("%[a-z]", word);
    return 0;
}

int read_bounded(const char *text, struct setting *s)
{
    // ok: scanf-string-without-width
    return sscanf(text, "%31[^=]=%63s", s->key, s->value);
}

int read_number(FILE *f, int *n)
{
    // ok: scanf-string-without-width
    return fscanf(f, "%d", n);
}

int read_allocated(const char *text, char **word)
{
    // ok: scanf-string-without-width
    return sscanf(text, "%ms", word);
}

int skip_word(const char *text, int *n)
{
    // ok: scanf-string-without-width
    return sscanf(text, "%*s %i", n);
}
