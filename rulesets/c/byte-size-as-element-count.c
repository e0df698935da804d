#include <wchar.h>
#include <stdio.h>
struct unit { wchar_t title[16]; char name[16]; };

void show(const wchar_t *text)
{
    wchar_t line[32];
    // ruleid: byte-size-as-element-count
    swprintf(line, sizeof(line), L"%ls", text);
}

void keep(struct unit *u, const wchar_t *text)
{
    // ruleid: byte-size-as-element-count
    wcsncpy(u->title, text, sizeof(u->title));
    // ruleid: byte-size-as-element-count
    wmemset(u->title, L' ', sizeof(u->title));
}

void keep_well(struct unit *u, const wchar_t *text, int n)
{
    // ok: byte-size-as-element-count
    wcsncpy(u->title, text, sizeof(u->title) / sizeof(u->title[0]));
    // ok: byte-size-as-element-count
    snprintf(u->name, sizeof(u->name), "%d", n);
    // ok: byte-size-as-element-count
    wmemset(u->title, L' ', 16);
}
