#include <string.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#define RECORD_NONCE "unit-0000-a"
struct link { unsigned char iv[16]; unsigned char key[32]; void *aes; };
static const unsigned char start_block[16] = { 9, 1, 1, 7 };
extern int mbedtls_aes_crypt_cbc(void *c, int mode, size_t n, unsigned char *iv, const unsigned char *in, unsigned char *out);
extern int crypto_secretbox_easy(unsigned char *o, const unsigned char *m, unsigned long n, const unsigned char *iv, const unsigned char *k);
extern void prepare_iv(struct link *l);

int seal(EVP_CIPHER_CTX *c, const unsigned char *key)
{
    // ruleid: constant-initialisation-vector
    return EVP_EncryptInit_ex(c, EVP_aes_256_cbc(), NULL, key, start_block);
}

void make_iv(struct link *l)
{
    memset(l->iv, 0x5a, sizeof(l->iv));
}

int send_block(struct link *l, const unsigned char *in, unsigned char *out, size_t n)
{
    unsigned char work[16];
    make_iv(l);
    memcpy(work, l->iv, 16);
    // ruleid: constant-initialisation-vector
    return mbedtls_aes_crypt_cbc(l->aes, 1, n, work, in, out);
}

int box(const unsigned char *m, unsigned long n, unsigned char *o, const unsigned char *k)
{
    // ruleid: constant-initialisation-vector
    return crypto_secretbox_easy(o, m, n, (const unsigned char *)RECORD_NONCE, k);
}

int seal_well(EVP_CIPHER_CTX *c, const unsigned char *key)
{
    unsigned char iv[16] = { 0 };
    if (RAND_bytes(iv, sizeof(iv)) != 1)
        return 0;
    // ok: constant-initialisation-vector
    return EVP_EncryptInit_ex(c, EVP_aes_256_cbc(), NULL, key, iv);
}

int open_record(EVP_CIPHER_CTX *c, const unsigned char *key, const unsigned char *record)
{
    unsigned char iv[16];
    memset(iv, 0, sizeof(iv));
    memcpy(iv, record, 12);
    // ok: constant-initialisation-vector
    return EVP_DecryptInit_ex(c, EVP_aes_256_gcm(), NULL, key, iv);
}

int set_key_only(EVP_CIPHER_CTX *c, const unsigned char *key)
{
    // ok: constant-initialisation-vector
    return EVP_EncryptInit_ex(c, EVP_aes_256_gcm(), NULL, key, NULL);
}
