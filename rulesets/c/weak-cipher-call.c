#include <stddef.h>

extern const void *EVP_des_cbc(void);
extern const void *EVP_aes_128_ecb(void);
extern const void *EVP_aes_256_gcm(void);
extern int SSL_CTX_set_cipher_list(void *ctx, const char *list);

int seal(void *ctx, const unsigned char *key, const unsigned char *iv)
{
    // ruleid: weak-cipher-call
    return EVP_EncryptInit_ex(ctx, EVP_des_cbc(), NULL, key, iv);
}

int seal_blocks(void *ctx, const unsigned char *key)
{
    // ruleid: weak-cipher-call
    const void *how = EVP_aes_128_ecb();

    return EVP_EncryptInit_ex(ctx, how, NULL, key, NULL);
}

void stream(void *state, size_t n, const unsigned char *in, unsigned char *out)
{
    // ruleid: weak-cipher-call
    RC4(state, n, in, out);
}

int offer(void *ctx)
{
    // ruleid: weak-cipher-call
    return SSL_CTX_set_cipher_list(ctx, "ALL:eNULL");
}

int seal_clean(void *ctx, const unsigned char *key, const unsigned char *iv)
{
    // ok: weak-cipher-call
    return EVP_EncryptInit_ex(ctx, EVP_aes_256_gcm(), NULL, key, iv);
}

int offer_clean(void *ctx)
{
    // ok: weak-cipher-call
    return SSL_CTX_set_cipher_list(ctx, "HIGH:!aNULL:!eNULL:!RC4:!DES");
}

void describe(const char *text)
{
    // ok: weak-cipher-call
    puts("DES and RC4 are refused");
}
