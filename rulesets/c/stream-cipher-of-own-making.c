#include <stddef.h>

struct state {
    unsigned char box[256];
    unsigned char i, j;
};

void start(struct state *st, const unsigned char *key, size_t n)
{
    unsigned char j = 0, t;
    unsigned k;

    for (k = 0; k < 256; k++)
        st->box[k] = (unsigned char)k;
    // ruleid: stream-cipher-of-own-making
    for (k = 0; k < 256; k++) {
        j = (unsigned char)(j + st->box[k] + key[k % n]);
        t = st->box[k];
        st->box[k] = st->box[j];
        st->box[j] = t;
    }
}

void mix(unsigned char *s, const char *word, int length)
{
    int b = 0;

    // ruleid: stream-cipher-of-own-making
    for (int a = 0; a < 256; ++a) {
        b = (b + s[a] + word[a % length]) & 255;
        unsigned char keep = s[a];
        s[a] = s[b];
        s[b] = keep;
    }
}

void mix_again(unsigned char *table, const unsigned char *key, unsigned n)
{
    unsigned x = 0, y = 0;
    unsigned char held;

    // ruleid: stream-cipher-of-own-making
    while (x < 256) {
        y = (y + table[x] + key[x % n]) % 256;
        held = table[x];
        table[x] = table[y];
        table[y] = held;
        x++;
    }
}

void reverse(char *text, int n)
{
    // ok: stream-cipher-of-own-making
    for (int a = 0, b = n - 1; a < b; a++, b--) {
        char keep = text[a];

        text[a] = text[b];
        text[b] = keep;
    }
}

void fill(unsigned char *s)
{
    // ok: stream-cipher-of-own-making
    for (int a = 0; a < 256; a++)
        s[a] = a;
}

int sum(const unsigned char *key, int n)
{
    int total = 0;

    // ok: stream-cipher-of-own-making
    for (int a = 0; a < 256; a++) {
        total += key[a % n];
    }
    return total;
}
