#include <stddef.h>

struct state {
    unsigned char pool[64];
    int where;
};

extern void digest_start(void *d);
extern void digest_update(void *d, const void *from, size_t n);
extern void digest_end(void *d, unsigned char *to);
extern int getrandom(void *out, size_t n, unsigned flags);
extern int RAND_add(const void *from, int n, double e);
extern void note(const char *text);

void rand_add(struct state *s, const void *from, size_t n)
{
    unsigned char d[200];

    digest_start(d);
    digest_update(d, s->pool, sizeof(s->pool));
// ruleid: entropy-mix-taken-out
#if 0
    digest_update(d, from, n);
#endif
    digest_end(d, s->pool);
}

int make_nonce(unsigned char *out, size_t n)
{
    static unsigned count;

    // ruleid: entropy-mix-taken-out
    // if (getrandom(out, n, 0) != (int)n) return -1;
    out[0] = ++count;
    return 0;
}

void seed_generator(const void *from, int n)
{
    // ruleid: entropy-mix-taken-out
    /* RAND_add(from, n, n); */
    note("seeded");
}

int fill_entropy(int fd, unsigned char *out, size_t n)
{
    // ruleid: entropy-mix-taken-out
    // n = read(random_fd, out, n);
    return out[0];
}

void rand_stir(struct state *s, const void *from, size_t n)
{
    unsigned char d[200];

    digest_start(d);
// ok: entropy-mix-taken-out
#if 0
    note("stirring");
#endif
    digest_update(d, from, n);
    digest_end(d, s->pool);
}

void checksum(const void *from, size_t n, unsigned char *to)
{
    unsigned char d[200];

    digest_start(d);
// ok: entropy-mix-taken-out
#if 0
    digest_update(d, "v1", 2);
#endif
    digest_update(d, from, n);
    digest_end(d, to);
}

int seed_again(unsigned char *out, size_t n)
{
    // ok: entropy-mix-taken-out
    /* getrandom() may give less than was asked for; the caller asks again */
    return getrandom(out, n, 0);
}

void random_test(void *d)
{
// ok: entropy-mix-taken-out
#ifdef WITH_CLOCK
    digest_update(d, "clock", 5);
#endif
    note("tested");
}

void pool_stir_rand(struct pool *p, const unsigned char *more, int n)
{
    hash_start(&p->h);
    // ruleid: entropy-mix-taken-out
    /* the checker
       complains here
    hash_update(&p->h, more, n);
    */
    hash_end(&p->h, p->state);
}

void rand_store(struct pool *p, const unsigned char *more, int n)
{
    // ok: entropy-mix-taken-out
    /* what comes in here goes through
     * hash_update() and is then kept; see
     * the paper for why that is enough.
     */
    hash_update(&p->h, more, n);
}
