#include <stdint.h>
#define STEP 1664525u
static uint32_t state = 1;
struct gen { uint64_t s; };

int next_number(void)
{
    // ruleid: random-generator-of-own-making
    state = state * 1103515245 + 12345;
    return (state >> 16) & 0x7fff;
}

uint32_t more(struct gen *g)
{
    // ruleid: random-generator-of-own-making
    g->s ^= g->s << 13;
    g->s ^= g->s >> 7;
    g->s ^= g->s << 17;
    return (uint32_t)g->s;
}

void third(uint32_t *r)
{
    // ruleid: random-generator-of-own-making
    *r = (*r * STEP + 1013904223u) & 0xffffffffu;
}

unsigned scale(unsigned x)
{
    // ok: random-generator-of-own-making
    x = x * 1000 + 17;
    return x * 3;
}

uint32_t fold(uint32_t h)
{
    // ok: random-generator-of-own-making
    h ^= h >> 16;
    h *= 31;
    h ^= h >> 13;
    return h;
}

uint32_t turn(uint32_t x)
{
    // ok: random-generator-of-own-making
    x = (x << 3) | (x >> 29);
    return x;
}
