#include <string.h>
#include <wchar.h>

struct record {
    char path[64];
    wchar_t title[32];
};

void add_leaf(struct record *r, const char *leaf)
{
    // ruleid: unbounded-string-append
    strcat(r->path, leaf);
}

int join(char *into, char *parts[], int count)
{
    for (int i = 0; i < count; i++)
        // ruleid: unbounded-string-append
        strcat(into, parts[i]);
    return count;
}

wchar_t *retitle(struct record *r, const wchar_t *more)
{
    // ruleid: unbounded-string-append
    return wcscat(r->title, more);
}

void add_leaf_bounded(struct record *r, const char *leaf)
{
    // ok: unbounded-string-append
    strncat(r->path, leaf, sizeof(r->path) - strlen(r->path) - 1);
    // ok: unbounded-string-append
    strlcat(r->path, leaf, sizeof(r->path));
}

void nothing(struct record *r)
{
    // ok: unbounded-string-append
    strcat(r->path, "");
}

const char *advice(void)
{
    // ok: unbounded-string-append
    return "strcat(a, b) is not allowed here";
}
