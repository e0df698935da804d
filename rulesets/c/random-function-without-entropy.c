#include <string.h>
#include <stddef.h>
extern long getrandom(void *p, size_t n, unsigned flags);
extern const unsigned char pool[64];

// ruleid: random-function-without-entropy
int platform_random(unsigned char *out, size_t n)
{
    memset(out, 0xa5, n);
    return 0;
}

// ruleid: random-function-without-entropy
static int poll_entropy(void *context, unsigned char *output, size_t length, size_t *got)
{
    size_t i;
    (void)context;
    for (i = 0; i < length; i++)
        output[i] = (unsigned char)i;
    *got = length;
    return 0;
}

// ruleid: random-function-without-entropy
unsigned trng_get_random_u32(void)
{
    return 0x5eed1234;
}

// ruleid: random-function-without-entropy
void make_nonce(unsigned char *nonce, int n)
{
    for (int k = 0; k < n; k++)
        nonce[k] = pool[k % 64];
}

// ok: random-function-without-entropy
int system_random(unsigned char *out, size_t n)
{
    memset(out, 0, n);
    return getrandom(out, n, 0) == (long)n ? 0 : -1;
}

// ok: random-function-without-entropy
void clear_nonce(unsigned char *nonce, size_t n)
{
    memset(nonce, 0, n);
}

// ok: random-function-without-entropy
int random_ready(void)
{
    return 1;
}

// ok: random-function-without-entropy
void fill_pattern(unsigned char *out, size_t n)
{
    memset(out, 0xa5, n);
}
