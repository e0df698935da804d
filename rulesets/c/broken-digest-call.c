#include <stddef.h>

extern unsigned char *MD5(const unsigned char *data, size_t n, unsigned char *out);
extern const void *EVP_sha1(void);
extern const void *EVP_sha256(void);
extern int mbedtls_md5_ret(const unsigned char *data, size_t n, unsigned char out[16]);

void store(const char *password, unsigned char out[16])
{
    // ruleid: broken-digest-call
    MD5((const unsigned char *)password, 8, out);
}

int sign(void *ctx, void *key)
{
    // ruleid: broken-digest-call
    return EVP_DigestSignInit(ctx, NULL, EVP_sha1(), NULL, key);
}

int check_image(const unsigned char *image, size_t n, unsigned char out[16])
{
    // ruleid: broken-digest-call
    if (mbedtls_md5_ret(image, n, out))
        return -1;
    return 0;
}

int sign_clean(void *ctx, void *key)
{
    // ok: broken-digest-call
    return EVP_DigestSignInit(ctx, NULL, EVP_sha256(), NULL, key);
}

unsigned int crc(const unsigned char *p, size_t n)
{
    // ok: broken-digest-call
    return crc32(0, p, n);
}

const char *name(void)
{
    // ok: broken-digest-call
    return "MD5(data)";
}

void strong(const unsigned char *p, size_t n, unsigned char out[64])
{
    // ok: broken-digest-call
    SHA512(p, n, out);
}
