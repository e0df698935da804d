#include <string.h>
#include <unistd.h>
#define ROOM 256
struct head { int length; };

int take(int fd, char *to, const char *from)
{
    int n;
    read(fd, &n, sizeof(n));
    if (n > ROOM)
        return -1;
    // ruleid: signed-length-without-lower-bound
    memcpy(to, from, n);
    return 0;
}

void some(char *to, const char *from, short count)
{
    if (count < ROOM)
        // ruleid: signed-length-without-lower-bound
        memmove(to, from, count);
}

int more(int fd, char *to, long room, long want)
{
    if (want >= room) {
        return -2;
    }
    // ruleid: signed-length-without-lower-bound
    return read(fd, to, want);
}

int take_well(char *to, const char *from, int n)
{
    if (n < 0)
        return -1;
    if (n > ROOM)
        return -1;
    // ok: signed-length-without-lower-bound
    memcpy(to, from, n);
    return 0;
}

int take_unsigned(char *to, const char *from, size_t n)
{
    if (n > ROOM)
        return -1;
    // ok: signed-length-without-lower-bound
    memcpy(to, from, n);
    return 0;
}

int take_both(char *to, const char *from, int n)
{
    if (n <= 0 || n > ROOM)
        return -1;
    // ok: signed-length-without-lower-bound
    memcpy(to, from, n);
    return 0;
}
