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

extern const void *EVP_get_digestbyname(const char *name);
extern char *crypt(const char *text, const char *salt);
extern void br_md5_update(void *c, const void *p, unsigned long n);
extern const void *mbedtls_md_info_from_type(int type);
#define MBEDTLS_MD_SHA1 4
#define MBEDTLS_MD_SHA256 6

const void *pick(int old, void *c, const char *word)
{
    // ruleid: broken-digest-call
    if (old && EVP_get_digestbyname("md5"))
        return 0;
    // ruleid: broken-digest-call
    br_md5_update(c, word, 4);
    // ruleid: broken-digest-call
    crypt(word, "ab");
    // ok: broken-digest-call
    if (EVP_get_digestbyname("sha256"))
        // ruleid: broken-digest-call
        return mbedtls_md_info_from_type(MBEDTLS_MD_SHA1);
    // ok: broken-digest-call
    return mbedtls_md_info_from_type(MBEDTLS_MD_SHA256);
}
