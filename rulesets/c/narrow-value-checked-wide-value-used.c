#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct box {
    uint16_t room;
    uint8_t *at;
};

int put_name(char *out, const char *from, size_t len)
{
    uint16_t n = len;

    if (n > 64)
        return -1;
    // ruleid: narrow-value-checked-wide-value-used
    memcpy(out, from, len);
    return n;
}

uint8_t *duplicate(const uint8_t *from, uint32_t count)
{
    uint8_t small = (uint8_t)count;
    uint8_t *p = malloc(small);

    if (!p)
        return NULL;
    for (uint32_t i = 0; i < 1; i++)
        p[i] = 0;
    // ruleid: narrow-value-checked-wide-value-used
    memmove(p, from, count);
    return p;
}

int take(int fd, uint8_t *frame, unsigned total)
{
    if ((uint16_t)total > 512) {
        return -1;
    }
    // ruleid: narrow-value-checked-wide-value-used
    return (int)read(fd, frame, total);
}

int box_fill(struct box *b, const uint8_t *from, size_t n)
{
    b->room = (uint16_t)n;
    b->at = malloc(b->room);
    if (!b->at)
        return -1;
    // ruleid: narrow-value-checked-wide-value-used
    memcpy(b->at, from, n);
    return 0;
}

int masked(uint8_t *slot, const uint8_t *from, uint32_t n)
{
    if ((n & 0xff) > 128)
        return -1;
    // ruleid: narrow-value-checked-wide-value-used
    memcpy(slot, from, n);
    return 0;
}

int whole(char *out, const char *from, size_t len)
{
    if (len > 64)
        return -1;
    // ok: narrow-value-checked-wide-value-used
    memcpy(out, from, len);
    return (int)len;
}

int narrow_both(char *out, const char *from, size_t len)
{
    uint16_t n = len;

    if (n > 64)
        return -1;
    // ok: narrow-value-checked-wide-value-used
    memcpy(out, from, n);
    return 0;
}

int checked_first(uint8_t *frame, const uint8_t *from, size_t len)
{
    uint8_t n;

    if (len > 200)
        return -1;
    n = (uint8_t)len;
    if (n > 100)
        return -2;
    frame[0] = n;
    // ok: narrow-value-checked-wide-value-used
    memcpy(frame + 1, from, len);
    return 0;
}

int header(uint8_t *frame, const uint8_t *from, size_t len)
{
    uint16_t n = len;

    // ok: narrow-value-checked-wide-value-used
    memcpy(frame, &n, sizeof(n));
    return from[0];
}
