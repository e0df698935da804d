#include <string.h>

static const unsigned char start_block[16] = {0x10, 0x20, 0x30, 0x40};

extern int AES_cbc_encrypt();
extern int EVP_EncryptInit_ex();
extern int mbedtls_aes_crypt_cbc();

int seal(void *ctx, const void *cipher, const unsigned char *key)
{
    // ruleid: constant-initialisation-vector
    return EVP_EncryptInit_ex(ctx, cipher, NULL, key, start_block);
}

void backup(const unsigned char *in, unsigned char *out, int n, void *schedule)
{
    unsigned char iv[16] = {0};

    // ruleid: constant-initialisation-vector
    AES_cbc_encrypt(in, out, n, schedule, iv, 1);
}

int store(void *ctx, const unsigned char *in, unsigned char *out, int n)
{
    unsigned char vector[] = "RADIOUNIT-VECTOR";

    // ruleid: constant-initialisation-vector
    if (mbedtls_aes_crypt_cbc(ctx, 1, n, vector, in, out) != 0)
        return -1;
    return 0;
}

void start_stream(struct stream *st)
{
    static const unsigned char first[8] = {8, 7, 6, 5, 4, 3, 2, 1};

    // ruleid: constant-initialisation-vector
    rs_set_iv(st, first, sizeof(first));
}

int seal_given(void *ctx, const void *cipher, const unsigned char *key, const unsigned char *iv)
{
    // ok: constant-initialisation-vector
    return EVP_EncryptInit_ex(ctx, cipher, NULL, key, iv);
}

int seal_fresh(void *ctx, const void *cipher, const unsigned char *key)
{
    unsigned char iv[16];

    RAND_bytes(iv, sizeof(iv));
    // ok: constant-initialisation-vector
    return EVP_EncryptInit_ex(ctx, cipher, NULL, key, iv);
}

int seal_filled(void *ctx, const void *cipher, const unsigned char *key)
{
    unsigned char iv[16] = {0};

    if (getrandom(iv, sizeof(iv), 0) != 16)
        return -1;
    // ok: constant-initialisation-vector
    return EVP_EncryptInit_ex(ctx, cipher, NULL, key, iv);
}
