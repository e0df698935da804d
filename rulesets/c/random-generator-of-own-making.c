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

struct twin {
    unsigned long long s[2];
};

unsigned long long twin_next(struct twin *t)
{
    unsigned long long a = t->s[0], b = t->s[1];

    t->s[0] = b;
    // ruleid: random-generator-of-own-making
    a ^= a << 23;
    t->s[1] = a ^ b ^ (a >> 18) ^ (b >> 5);
    return t->s[1] + b;
}

unsigned long long weyl_next(unsigned long long *state)
{
    unsigned long long z;

    *state += 0x123456789abcdef1ull;
    z = *state;
    // ruleid: random-generator-of-own-making
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
}

unsigned fold(unsigned x, unsigned y)
{
    // ok: random-generator-of-own-making
    x ^= y << 3;
    return x ^ (y >> 5);
}
