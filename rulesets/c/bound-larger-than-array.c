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

#define FRAME_ROOM 48
#define FRAME_MAX 192

void take_frame(int fd, const unsigned char *wire)
{
    unsigned char frame[FRAME_ROOM];
    char *copy = malloc(FRAME_ROOM);
    // ruleid: bound-larger-than-array
    memcpy(frame, wire, FRAME_MAX);
    // ruleid: bound-larger-than-array
    read(fd, frame, FRAME_ROOM + 1);
    // ruleid: bound-larger-than-array
    memmove(copy, wire, 2 * FRAME_ROOM);
    // ruleid: bound-larger-than-array
    for (int i = 0; i < FRAME_MAX; i++)
        frame[i] = 0;
    // ok: bound-larger-than-array
    memcpy(frame, wire, FRAME_MAX / 8);
    // ok: bound-larger-than-array
    memcpy(copy, wire, FRAME_ROOM);
}
