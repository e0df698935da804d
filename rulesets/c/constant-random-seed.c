#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define UNIT_SEED 77

extern unsigned int entropy(void);
extern int RAND_seed(const void *data, int n);

int session_number(void)
{
    // ruleid: constant-random-seed
    srand(1);
    return rand();
}

long challenge(void)
{
    // ruleid: constant-random-seed
    srandom(UNIT_SEED);
    return random();
}

void token(char out[9])
{
    // ruleid: constant-random-seed
    srand((unsigned int)time(NULL));
    for (int i = 0; i < 8; i++)
        out[i] = 'a' + rand() % 26;
}

int start_library(void)
{
    // ruleid: constant-random-seed
    RAND_seed("unit entropy", 12);
    return 0;
}

void begin_sessions(void)
{
    unsigned first = 0x51f15e;

    open_log();
    // ruleid: constant-random-seed
    srand(first);
}

int session_number_clean(void)
{
    // ok: constant-random-seed
    srand(entropy());
    return rand();
}

void from_device(const unsigned char *noise, int n)
{
    // ok: constant-random-seed
    RAND_seed(noise, n);
}

long number(unsigned int seed)
{
    // ok: constant-random-seed
    srandom(seed);
    // ok: constant-random-seed
    return random();
}
