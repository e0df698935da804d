#include <openssl/evp.h>
#include <openssl/rand.h>
#include <stdint.h>
#include <string.h>

static const uint8_t format_tag[12] = { 'r', 'e', 'c', 'o', 'r', 'd', 0, 0, 0, 0, 0, 3 };

struct sealer {
    EVP_CIPHER_CTX *cipher;
    uint8_t         key[32];
    uint8_t         lead[12];
};

void sealer_init(struct sealer *s, const uint8_t key[32])
{
    memcpy(s->key, key, sizeof s->key);
    memcpy(s->lead, format_tag, sizeof format_tag);
}

int sealer_begin(struct sealer *s)
{
    // ruleid: constant-flows-to-vector
    return EVP_EncryptInit_ex(s->cipher, EVP_aes_256_gcm(), NULL, s->key, s->lead);
}

static void place(uint8_t *at)
{
    memcpy(at, "first-vector", 12);
}

int by_call(EVP_CIPHER_CTX *c, const uint8_t *key)
{
    uint8_t nonce[12];

    place(nonce);
    // ruleid: constant-flows-to-vector
    return EVP_EncryptInit_ex(c, EVP_chacha20_poly1305(), NULL, key, nonce);
}

static int begin(EVP_CIPHER_CTX *c, const uint8_t *key, const uint8_t *nonce)
{
    // ruleid: constant-flows-to-vector
    return EVP_EncryptInit_ex(c, EVP_aes_128_ctr(), NULL, key, nonce);
}

int by_argument(EVP_CIPHER_CTX *c, const uint8_t *key)
{
    return begin(c, key, format_tag);
}

int zero(mbedtls_gcm_context *g, size_t n, const uint8_t *in, uint8_t *out, uint8_t tag[16])
{
    uint8_t iv[12] = { 0 };

    // ruleid: constant-flows-to-vector
    return mbedtls_gcm_crypt_and_tag(g, MBEDTLS_GCM_ENCRYPT, n, iv, 12, NULL, 0, in, out, 16, tag);
}

int fresh(EVP_CIPHER_CTX *c, const uint8_t *key)
{
    uint8_t nonce[12] = { 0 };

    if (RAND_bytes(nonce, sizeof nonce) != 1)
        return -1;
    // ok: constant-flows-to-vector
    return EVP_EncryptInit_ex(c, EVP_aes_256_gcm(), NULL, key, nonce);
}

int half_fresh(EVP_CIPHER_CTX *c, const uint8_t *key)
{
    uint8_t nonce[12];

    memcpy(nonce, format_tag, 4);
    RAND_bytes(nonce + 4, 8);
    // ok: constant-flows-to-vector
    return EVP_EncryptInit_ex(c, EVP_aes_256_gcm(), NULL, key, nonce);
}

int counted(EVP_CIPHER_CTX *c, const uint8_t *key, uint64_t number)
{
    uint8_t nonce[12] = { 0 };

    for (int i = 0; i < 8; i++)
        nonce[4 + i] = (uint8_t)(number >> (8 * i));
    // ok: constant-flows-to-vector
    return EVP_EncryptInit_ex(c, EVP_aes_256_gcm(), NULL, key, nonce);
}

int copied(EVP_CIPHER_CTX *c, const uint8_t *key, uint64_t number)
{
    uint8_t nonce[12];

    memset(nonce, 0, sizeof nonce);
    memcpy(nonce + 4, &number, sizeof number);
    // ok: constant-flows-to-vector
    return EVP_EncryptInit_ex(c, EVP_aes_256_gcm(), NULL, key, nonce);
}

int received(EVP_CIPHER_CTX *c, const uint8_t *key, const uint8_t *packet)
{
    // ok: constant-flows-to-vector
    return EVP_DecryptInit_ex(c, EVP_aes_256_gcm(), NULL, key, packet);
}
