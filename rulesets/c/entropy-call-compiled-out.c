#include <stdlib.h>

extern int RAND_bytes(unsigned char *out, int n);
extern int getrandom(void *out, unsigned long n, unsigned flags);
extern int counter(void);

void make_key(unsigned char *key)
{
// ruleid: entropy-call-compiled-out
#if 0
    RAND_bytes(key, 16);
#else
    for (int i = 0; i < 16; i++)
        key[i] = rand();
#endif
}

int seed(void)
{
    unsigned value = 5;

// ruleid: entropy-call-compiled-out
#if 0 /* slow on the old board */
    int again = 3;
    while (again-- && getrandom(&value, sizeof(value), 0) < 0)
        ;
#endif
    srand(value);
    return 0;
}

int open_source(void)
{
// ruleid: entropy-call-compiled-out
#  if 0
    return open("/dev/urandom", 0);
#  endif
    return counter();
}

void make_key_clean(unsigned char *key)
{
// ok: entropy-call-compiled-out
#if 0
    for (int i = 0; i < 16; i++)
        key[i] = rand();
#else
    RAND_bytes(key, 16);
#endif
}

int seed_clean(void)
{
// ok: entropy-call-compiled-out
#if HAVE_GETRANDOM
    return getrandom(0, 0, 0);
#else
    return -1;
#endif
}

void unused(void)
{
// ok: entropy-call-compiled-out
#if 0
    counter();
#endif
    RAND_bytes(0, 0);
}
