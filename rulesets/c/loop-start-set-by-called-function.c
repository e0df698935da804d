#include <string.h>

static unsigned char pool[32];
static unsigned int where;
static int at, have;

extern int good(void);
extern unsigned char fresh(void);
extern void block(unsigned char *);
extern void take(const unsigned char *, int);

static void refill(void)
{
    take(pool, 32);
    where = 32;
}

void make_bytes(void)
{
    where = 0;
    switch (good()) {
    case 0:
        refill();
        break;
    }
    // ruleid: loop-start-set-by-called-function
    while (where <= 31)
        pool[where++] ^= fresh();
}

static void prime(int n)
{
    memset(pool, n, sizeof(pool));
    at = n;
}

void scramble(void)
{
    at = 0;
    prime(16);
    // ruleid: loop-start-set-by-called-function
    while (at < 16) {
        pool[at] ^= 0x5a;
        at++;
    }
}

static void skip(void)
{
    have += 4;
}

void third(void)
{
    have = 0;
    if (good())
        skip();
    // ruleid: loop-start-set-by-called-function
    for (; have != 4; have++)
        block(pool + have);
}

void own_start(void)
{
    refill();
    // ok: loop-start-set-by-called-function
    for (where = 0; where < 32; where++)
        block(pool + where);
}

void local_counter(void)
{
    int i;

    i = 0;
    refill();
    // ok: loop-start-set-by-called-function
    for (; i < 32; i += 8)
        block(pool + i);
}

void no_call(void)
{
    where = 0;
    block(pool);
    // ok: loop-start-set-by-called-function
    for (; where < 32; where += 8)
        block(pool + where);
}
