#include <string.h>
#include <wchar.h>

struct peer {
    char name[16];
    wchar_t label[8];
};

void set_name(struct peer *p, const char *name)
{
    // ruleid: unbounded-string-copy
    strcpy(p->name, name);
}

char *append_path(char *end, const char *leaf)
{
    // ruleid: unbounded-string-copy
    return stpcpy(end, leaf);
}

void set_label(struct peer *p, const wchar_t *label)
{
    if (label)
        // ruleid: unbounded-string-copy
        (void)wcscpy(p->label, label);
}

int parse(char *line, char out[8])
{
    char *word = strchr(line, ' ');

    // ruleid: unbounded-string-copy
    return word ? strcpy(out, word + 1) != NULL : 0;
}

void set_name_bounded(struct peer *p, const char *name)
{
    // ok: unbounded-string-copy
    strncpy(p->name, name, sizeof(p->name) - 1);
    // ok: unbounded-string-copy
    strlcpy(p->name, name, sizeof(p->name));
}

void clear_name(struct peer *p)
{
    // ok: unbounded-string-copy
    strcpy(p->name, "");
}

typedef char *(*copier)(char *, const char *);

copier pick_copier(void)
{
    /* calling strcpy(a, b) here would be wrong */
    // ok: unbounded-string-copy
    return my_strcpy_checked;
}
