#include <string.h>
#include <openssl/rand.h>
extern int getrandom(void *p, size_t n, unsigned f);
struct vault { unsigned char key[32]; unsigned char mac[6]; };

int make_key(struct vault *v)
{
    if (RAND_bytes(v->key, sizeof(v->key)) != 1)
        return -1;
    // ruleid: random-bytes-weakened
    memset(v->key + 4, 0x11, sizeof(v->key) - 4);
    return 0;
}

int make_seed(unsigned char *seed)
{
    // ruleid: random-bytes-weakened
    return getrandom(seed, 2, 0);
}

void make_other(unsigned char *key)
{
    RAND_bytes(key, 16);
    // ruleid: random-bytes-weakened
    for (int i = 0; i < 16; i++)
        key[i] = key[i % 3];
}

int good_key(struct vault *v, unsigned char *out)
{
    if (RAND_bytes(v->key, sizeof(v->key)) != 1)
        return -1;
    memcpy(out, v->key, 32);
    // ok: random-bytes-weakened
    memset(v->key, 0, sizeof(v->key));
    return 0;
}

void good_address(struct vault *v)
{
    RAND_bytes(v->mac, 6);
    // ok: random-bytes-weakened
    v->mac[0] &= 0xfe;
}

int draw(unsigned *value)
{
    // ok: random-bytes-weakened
    return getrandom(value, 4, 0);
}
