#include <stdio.h>
#include <string.h>
#include <wchar.h>

struct unit {
    char name[16];
    wchar_t title[16];
};

void set_name(struct unit *u, const char *name)
{
    // ruleid: source-length-as-bound
    strncpy(u->name, name, strlen(name));
}

void add(struct unit *u, const char *suffix)
{
    if (suffix)
        // ruleid: source-length-as-bound
        strncat(u->name, suffix, strlen(suffix) + 1);
}

int show(char *out, const char *text)
{
    // ruleid: source-length-as-bound
    return snprintf(out, strlen(text) + 1, "%s", text);
}

void set_name_bounded(struct unit *u, const char *name)
{
    // ok: source-length-as-bound
    strncpy(u->name, name, sizeof(u->name) - 1);
}

void set_number(struct unit *u, int n)
{
    // ok: source-length-as-bound
    snprintf(u->name, sizeof(u->name), "%d", n);
}

int compare(const char *word, const char *keyword)
{
    // ok: source-length-as-bound
    return strncmp(word, keyword, strlen(keyword));
}

void set_both(struct unit *u, const char *name, const wchar_t *title)
{
    size_t n = strlen(name);
    // ruleid: source-length-as-bound
    memcpy(u->name, name, n + 1);
    // ruleid: source-length-as-bound
    wmemcpy(u->title, title, wcslen(title) + 1);
}

void set_short(struct unit *u, const char *name)
{
    size_t n = strlen(name);
    if (n >= sizeof(u->name))
        return;
    // ok: source-length-as-bound
    memcpy(u->name, name, n + 1);
}
