#include <stddef.h>
extern void paint(unsigned char p);

int same_mac(const unsigned char *mac, const unsigned char *want, size_t n)
{
    int ok = 0;
    size_t i;
    // ruleid: comparison-loop-forgets
    for (i = 0; i < n; i++)
        ok = (mac[i] == want[i]);
    return ok;
}

int digest_differs(const unsigned char *a, const unsigned char *b, unsigned n)
{
    unsigned char diff = 0;
    // ruleid: comparison-loop-forgets
    while (n--) {
        diff = *a++ ^ *b++;
    }
    return diff;
}

int token_matches(const char *token, const char *expected)
{
    // ruleid: comparison-loop-forgets
    for (int k = 0; k < 32; k++) {
        if (token[k] == expected[k])
            return 1;
    }
    return 0;
}

int same(const unsigned char *mac, const unsigned char *want, size_t n)
{
    unsigned char diff = 0;
    // ok: comparison-loop-forgets
    for (size_t i = 0; i < n; i++)
        diff |= mac[i] ^ want[i];
    return diff == 0;
}

int compare(const unsigned char *a, const unsigned char *b, size_t n)
{
    int diff = 0;
    // ok: comparison-loop-forgets
    for (size_t i = 0; i < n; i++) {
        diff = a[i] - b[i];
        if (diff)
            return diff;
    }
    return 0;
}

void mix(unsigned char *out, const unsigned char *a, const unsigned char *b, size_t n)
{
    // ok: comparison-loop-forgets
    for (size_t i = 0; i < n; i++)
        out[i] = a[i] ^ b[i];
}
