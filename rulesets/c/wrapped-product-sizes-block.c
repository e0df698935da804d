#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MOST 0x4000000u

struct head {
    uint32_t rows;
    uint32_t columns;
};

void *plane(const struct head *h)
{
    uint32_t bytes = h->rows * h->columns;

    if (bytes > MOST)
        return NULL;
    // ruleid: wrapped-product-sizes-block
    return malloc(bytes);
}

static unsigned total(const struct head *h)
{
    return h->rows * h->columns;
}

unsigned char *reserve(const struct head *h)
{
    unsigned need = total(h);

    if (need == 0 || need > 65536)
        return NULL;
    // ruleid: wrapped-product-sizes-block
    return malloc(need + 16);
}

struct head *table(uint32_t count)
{
    uint32_t room;
    struct head *t;

    room = count * sizeof(struct head);
    // ruleid: wrapped-product-sizes-block
    t = realloc(NULL, room);
    if (t)
        memset(t, 0, room);
    return t;
}

short *samples(int channels, int frames, int width)
{
    const int size = channels * frames * width / 8;

    if (size <= 0)
        return NULL;
    // ruleid: wrapped-product-sizes-block
    return (short *)malloc((size_t)size);
}

void *limited(uint32_t rows, uint32_t columns)
{
    uint32_t bytes;

    if (columns && rows > MOST / columns)
        return NULL;
    bytes = rows * columns;
    // ok: wrapped-product-sizes-block
    return malloc(bytes);
}

void *wide(const struct head *h)
{
    size_t bytes = (size_t)h->rows * h->columns;

    // ok: wrapped-product-sizes-block
    return bytes > MOST ? NULL : malloc(bytes);
}

void *fixed(void)
{
    uint32_t bytes = 64 * sizeof(struct head);

    // ok: wrapped-product-sizes-block
    return malloc(bytes);
}

double area(int w, int h, char *out, size_t n)
{
    int a = w * h;
    // ok: wrapped-product-sizes-block
    char *text = malloc(n);

    memset(text, 0, n);
    memcpy(out, text, n);
    return a;
}

void *step_by_step(uint32_t rows, uint32_t columns)
{
    uint32_t n = rows;

    n *= columns;
    if (n > MOST)
        return NULL;
    // ruleid: wrapped-product-sizes-block
    return malloc(n);
}

void *small_factors(uint16_t rows, uint8_t columns)
{
    uint32_t n = rows * columns;

    // ok: wrapped-product-sizes-block
    return malloc(n);
}
