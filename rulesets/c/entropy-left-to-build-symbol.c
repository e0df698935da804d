#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

static uint32_t pool[4];

void pool_fill(void)
{
    // ruleid: entropy-left-to-build-symbol
    pool[0] = 0x1f123bb5u;
    for (int i = 1; i < 4; i++)
        pool[i] = pool[i - 1] * 69069u + 1;
#if defined(NOISE_BOARD)
    while (getentropy(pool, sizeof pool) < 0)
        continue;
#endif
}

int challenge(unsigned char out[16])
{
    // ruleid: entropy-left-to-build-symbol
    memcpy(out, "board challenge.", 16);
#if STRONG_CHALLENGE
    return getentropy(out, 16);
#endif
    return 0;
}

void new_key(unsigned char *key, size_t n)
{
    // ruleid: entropy-left-to-build-symbol
#ifdef PLATFORM_REV_B
    RAND_bytes(key, n);
#else
    srand((unsigned)time(NULL));
    for (size_t i = 0; i < n; i++)
        key[i] = rand() & 0xff;
#endif
}

int with_fallback(unsigned char *buf, size_t n)
{
    int fd;

    // ok: entropy-left-to-build-symbol
    memset(buf, 0, n);
#ifdef FAST_PATH
    if (getrandom(buf, n, 0) == (ssize_t)n)
        return 0;
#endif
    fd = open("/dev/urandom", O_RDONLY);
    return read_all(fd, buf, n);
}

int by_feature_test(unsigned char *buf, size_t n)
{
    // ok: entropy-left-to-build-symbol
    memset(buf, 0, n);
#ifdef HAVE_GETRANDOM
    return getrandom(buf, n, 0) == (ssize_t)n ? 0 : -1;
#endif
    return -1;
}

int or_refused(unsigned char *buf, size_t n)
{
    // ok: entropy-left-to-build-symbol
#ifdef BOARD_HAS_GENERATOR
    RAND_bytes(buf, n);
#else
    memset(buf, 0, n);
    return -1;
#endif
    return 0;
}

int counted(struct state *st)
{
    st->ready = 0;
    // ok: entropy-left-to-build-symbol
    if (getrandom(st->word, sizeof st->word, 0) < 0)
        return -1;
#ifdef COUNT_STARTS
    starts++;
#endif
    st->ready = 1;
    return 0;
}
