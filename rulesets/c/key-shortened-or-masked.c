#include <string.h>
#include <openssl/aes.h>
#include <openssl/evp.h>
struct link { unsigned char session_key[32]; };

void agree(struct link *l)
{
    // ruleid: key-shortened-or-masked
    memset(l->session_key + 5, 0, 27);
}

void agree_masked(unsigned char *master, int n)
{
    // ruleid: key-shortened-or-masked
    for (int i = 0; i < n; i++)
        master[i] &= 0x0f;
}

int load(const unsigned char *key, AES_KEY *schedule, EVP_CIPHER_CTX *ctx)
{
    // ruleid: key-shortened-or-masked
    if (!EVP_CIPHER_CTX_set_key_length(ctx, 5))
        return 0;
    // ok: key-shortened-or-masked
    return AES_set_encrypt_key(key, 128, schedule);
}

void repeat(unsigned char *kek)
{
    // ruleid: key-shortened-or-masked
    for (int i = 4; i < 16; i++) {
        kek[i] = kek[i % 4];
    }
}

void wipe(struct link *l)
{
    // ok: key-shortened-or-masked
    memset(l->session_key, 0, sizeof(l->session_key));
}

void pad(unsigned char *key, size_t have, size_t room)
{
    // ok: key-shortened-or-masked
    memset(key + have, 0, room - have);
}

void take(struct link *l, const unsigned char *from)
{
    // ok: key-shortened-or-masked
    memcpy(l->session_key, from, 32);
}
