#include <openssl/rsa.h>
#include <openssl/dh.h>
#include <openssl/evp.h>
#define KEY_BITS 512
struct group { BIGNUM *prime; BIGNUM *gen; };

int keys(RSA *rsa, BIGNUM *e)
{
    // ruleid: key-agreement-too-weak
    BN_set_word(e, 1);
    // ruleid: key-agreement-too-weak
    return RSA_generate_key_ex(rsa, KEY_BITS, e, NULL);
}

void group(struct group *g)
{
    // ruleid: key-agreement-too-weak
    BN_hex2bn(&g->prime, "F7E75FDC469067FFDC4E847C51F452DF");
}

int stretch(const char *word, int n, unsigned char *salt, unsigned char *out)
{
    // ruleid: key-agreement-too-weak
    return PKCS5_PBKDF2_HMAC(word, n, salt, 8, 3, EVP_sha256(), 32, out);
}

int good_keys(RSA *rsa, BIGNUM *e)
{
    // ok: key-agreement-too-weak
    BN_set_word(e, 65537);
    // ok: key-agreement-too-weak
    return RSA_generate_key_ex(rsa, 3072, e, NULL);
}

int good_stretch(const char *word, int n, unsigned char *salt, unsigned char *out)
{
    // ok: key-agreement-too-weak
    return PKCS5_PBKDF2_HMAC(word, n, salt, 8, 200000, EVP_sha256(), 32, out);
}

void serial(BIGNUM **number)
{
    // ok: key-agreement-too-weak
    BN_hex2bn(number, "0102");
}
