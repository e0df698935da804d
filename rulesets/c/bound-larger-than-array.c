#include <stdio.h>
#include <string.h>
#include <unistd.h>

void mark(const char *path)
{
    char name[64];

    // ruleid: bound-larger-than-array
    snprintf(name, 128, "%s.mark", path);
    puts(name);
}

int take(int fd, const char *from)
{
    unsigned char room[16];
    char text[8];

    // ruleid: bound-larger-than-array
    strncpy(text, from, 32);
    // ruleid: bound-larger-than-array
    return read(fd, room, 17);
}

int line(FILE *f)
{
    char typed[80];

    // ruleid: bound-larger-than-array
    return fgets(typed, 100, f) != NULL;
}

void mark_clean(const char *path)
{
    char name[128];

    // ok: bound-larger-than-array
    snprintf(name, 128, "%s.mark", path);
    // ok: bound-larger-than-array
    snprintf(name, sizeof name, "%s", path);
}

int take_clean(int fd, const char *from)
{
    unsigned char room[16];

    // ok: bound-larger-than-array
    strncpy((char *)room, from, 15);
    // ok: bound-larger-than-array
    return read(fd, room, 16);
}

int numbers(int fd)
{
    int list[4];

    // ok: bound-larger-than-array
    return read(fd, list, 16);
}
