#include <stdint.h>

static const uint8_t seed[16] = { 0x41, 0x9c, 0x22, 0x07, 0xd1, 0x33, 0x5a, 0xee, 0x10, 0x7b, 0xc4, 0x90, 0x6f, 0x2d, 0x88, 0xb3 };
struct keys { uint8_t session[16]; };

void by_field(struct keys *k, EVP_CIPHER_CTX *c)
{
    memcpy(k->session, seed, sizeof(seed));
    // ruleid: constant-flows-to-key
    EVP_EncryptInit_ex(c, EVP_aes_128_cbc(), NULL, k->session, fresh_iv());
}

static void set_up(mbedtls_aes_context *a, const uint8_t *key)
{
    // ruleid: constant-flows-to-key
    mbedtls_aes_setkey_enc(a, key, 128);
}

void by_call(mbedtls_aes_context *a)
{
    set_up(a, seed);
}

int by_word(const char *salt, uint8_t *out)
{
    const char *word = "moss-and-tide-44";

    // ruleid: constant-flows-to-key
    return PKCS5_PBKDF2_HMAC(word, 16, salt, 8, 1000, EVP_sha256(), 32, out);
}

int sodium(uint8_t *c, const uint8_t *m, const uint8_t *n)
{
    // ruleid: constant-flows-to-key
    return crypto_secretbox_easy(c, m, 64, n, seed);
}

void clean(EVP_CIPHER_CTX *c, struct store *s, uint8_t *out)
{
    uint8_t key[16] = { 0 };

    read_key(s, key);
    // ok: constant-flows-to-key
    EVP_EncryptInit_ex(c, EVP_get_cipherbyname("aes-128-cbc"), NULL, key, fresh_iv());
    // ok: constant-flows-to-key
    HMAC(EVP_sha256(), s->key, 16, seed, 16, out, 0);
    // ok: constant-flows-to-key
    log_line("moss-and-tide-44");
}
