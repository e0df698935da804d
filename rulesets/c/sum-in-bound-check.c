#include <string.h>
#include <stdint.h>
#define ROOM 512
struct area { uint8_t data[ROOM]; uint32_t used; };

int put(struct area *a, const uint8_t *from, uint32_t n)
{
    if (a->used + n > sizeof(a->data))
        return -1;
    // ruleid: sum-in-bound-check
    memcpy(a->data + a->used, from, n);
    a->used += n;
    return 0;
}

int get(const struct area *a, uint8_t *to, uint32_t at, uint32_t n)
{
    if (at + n <= ROOM) {
        // ruleid: sum-in-bound-check
        memcpy(to, a->data + at, n);
        return 1;
    }
    return 0;
}

int more(struct area *a, const uint8_t *from, uint32_t at, uint32_t n)
{
    if (!from || at + n >= ROOM)
        return -1;
    // ruleid: sum-in-bound-check
    memmove(a->data + at, from, n);
    return 0;
}

int put_well(struct area *a, const uint8_t *from, uint32_t n)
{
    if (n > sizeof(a->data) - a->used)
        return -1;
    // ok: sum-in-bound-check
    memcpy(a->data + a->used, from, n);
    return 0;
}

int put_fixed(struct area *a, const uint8_t *from, uint32_t n)
{
    if (n + 4 > ROOM)
        return -1;
    // ok: sum-in-bound-check
    memcpy(a->data, from, n);
    return 0;
}

int put_twice(struct area *a, const uint8_t *from, uint32_t n)
{
    if (n > ROOM)
        return -1;
    if (a->used + n > ROOM)
        return -1;
    // ok: sum-in-bound-check
    memcpy(a->data + a->used, from, n);
    return 0;
}
