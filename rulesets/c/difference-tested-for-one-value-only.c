/* Differences and what is made of them. */
#include <stdint.h>
#include <string.h>
#include <mbedtls/pk.h>

struct pack { const uint8_t *body; size_t n; uint8_t sig[256]; uint8_t digest[32]; };

int take(mbedtls_pk_context *pk, const struct pack *p)
{
    int r = mbedtls_pk_verify(pk, MBEDTLS_MD_SHA256, p->digest, 32, p->sig, 256);
    /* ruleid: difference-tested-for-one-value-only */
    if (r > 0)
        return -1;
    return 0;
}

int whole(const struct pack *p, const uint8_t *sum)
{
    /* ruleid: difference-tested-for-one-value-only */
    if (memcmp(sum, p->digest, 32) < 0)
        return 0;
    return 1;
}

static int differs(const uint8_t *want_mac, const uint8_t *got)
{
    return memcmp(want_mac, got, 16);
}

int frame(const uint8_t *f, const uint8_t *mac)
{
    /* ruleid: difference-tested-for-one-value-only */
    if (differs(mac, f + 64) == 1)
        return -1;
    return 0;
}

int take_right(mbedtls_pk_context *pk, const struct pack *p)
{
    int r = mbedtls_pk_verify(pk, MBEDTLS_MD_SHA256, p->digest, 32, p->sig, 256);
    /* ok: difference-tested-for-one-value-only */
    if (r < 0)
        return -1;
    return 0;
}

int by_name(const void *a, const void *b)
{
    /* ok: difference-tested-for-one-value-only */
    return strcmp(((const struct pack *)a)->body, ((const struct pack *)b)->body) < 0;
}

int whole_right(const struct pack *p, const uint8_t *sum)
{
    /* ok: difference-tested-for-one-value-only */
    return memcmp(sum, p->digest, 32) == 0;
}
