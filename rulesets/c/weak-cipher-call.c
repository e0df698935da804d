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

struct suite {
    const char *name;
    const EVP_CIPHER *(*cipher)(void);
};

static const struct suite suites[] = {
    // ok: weak-cipher-call
    { "small", EVP_aes_256_gcm },
    // ruleid: weak-cipher-call
    { "large", EVP_aes_256_ecb },
};

struct grade {
    int number;
    const char *algorithm;
};

static const struct grade grades[] = {
    // ok: weak-cipher-call
    { 1, "AES-256-GCM" },
    // ruleid: weak-cipher-call
    { 2, "AES-256-ECB" },
};

const EVP_CIPHER *chosen(int big)
{
    const EVP_CIPHER *(*make)(void) = EVP_aes_128_gcm;

    if (big)
        // ruleid: weak-cipher-call
        make = EVP_rc4;
    return make();
}

const EVP_CIPHER *named(const char *name)
{
    // ok: weak-cipher-call
    if (strcmp(name, "AES-128-ECB") == 0)
        return NULL;
    return EVP_get_cipherbyname(name);
}
