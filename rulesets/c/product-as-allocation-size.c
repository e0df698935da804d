#include <stdint.h>
#include <stdlib.h>

struct cell {
    int id;
    char name[20];
};

struct cell *cells(uint32_t count)
{
    // ruleid: product-as-allocation-size
    return malloc(count * sizeof(struct cell));
}

void *image(int width, int height)
{
    // ruleid: product-as-allocation-size
    void *pixels = malloc(width * height + 64);

    return pixels;
}

int grow(struct cell **list, size_t n, size_t each)
{
    // ruleid: product-as-allocation-size
    struct cell *bigger = realloc(*list, n * each);

    if (!bigger)
        return -1;
    *list = bigger;
    return 0;
}

struct cell *cells_checked(uint32_t count)
{
    // ok: product-as-allocation-size
    return calloc(count, sizeof(struct cell));
}

char *fixed(void)
{
    // ok: product-as-allocation-size
    return malloc(64 * sizeof(struct cell));
}

char *text(size_t n)
{
    // ok: product-as-allocation-size
    return malloc(n + 1);
}
