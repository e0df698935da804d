#include <stddef.h>
static const unsigned char pad[8] = { 3, 1, 4, 1, 5, 9, 2, 6 };
struct msg { unsigned char body[256]; size_t n; };

void store(struct msg *m, const char *in)
{
    // ruleid: cipher-of-own-making
    for (size_t i = 0; i < m->n; i++)
        m->body[i] = in[i] ^ pad[i % sizeof(pad)];
}

void encrypt_record(unsigned char *p, size_t n)
{
    size_t i;
    // ruleid: cipher-of-own-making
    for (i = 0; i < n; i++)
        p[i] ^= 0x5c;
}

void scramble(char *out, const char *in, int n, int shift)
{
    // ruleid: cipher-of-own-making
    while (n-- > 0) {
        *out++ = *in++ ^ shift;
    }
}

void invert(unsigned char *p, size_t n)
{
    // ok: cipher-of-own-making
    for (size_t i = 0; i < n; i++)
        p[i] ^= 0xff;
}

void mix(unsigned char *a, const unsigned char *b, size_t n)
{
    // ok: cipher-of-own-making
    for (size_t i = 0; i < n; i++)
        a[i] ^= b[i];
}

int total(const unsigned char *p, size_t n)
{
    int t = 0;
    // ok: cipher-of-own-making
    for (size_t i = 0; i < n; i++)
        t += p[i];
    return t;
}
