/*
 * pin.c - 端末の暗証番号を確認する
 */
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <time.h>

#define PIN_MIN     6
#define PIN_MAX     12
#define SALT_LEN    16
#define HASH_LEN    32
#define TRY_LIMIT   5
#define LOCK_PERIOD 900

enum pin_result { PIN_OK, PIN_WRONG, PIN_LOCKED, PIN_ERROR };

struct pin_record {
    uint8_t  salt[SALT_LEN];
    uint8_t  hash[HASH_LEN];
    int      rounds;
    unsigned misses;
    time_t   last_miss;
};

// 暗証番号は数字だけ
static int pin_wellformed(const char *pin)
{
    size_t n = strspn(pin, "0123456789");

    return n >= PIN_MIN && n <= PIN_MAX && pin[n] == '\0';
}

// 塩を加えて計算する
static int pin_derive(const struct pin_record *r, const char *pin, uint8_t out[HASH_LEN])
{
    return PKCS5_PBKDF2_HMAC(pin, (int)strlen(pin), r->salt, SALT_LEN, r->rounds, EVP_sha256(),
                             HASH_LEN, out) == 1 ? 0 : -1;
}

static int pin_blocked(const struct pin_record *r, time_t now)
{
    return r->misses >= TRY_LIMIT && now - r->last_miss < LOCK_PERIOD;
}

static void pin_miss(struct pin_record *r, time_t now)
{
    r->misses++;
    r->last_miss = now;
    syslog(LOG_NOTICE, "pin: %u misses", r->misses);
}

enum pin_result pin_check(struct pin_record *r, const char *pin)
{
    uint8_t got[HASH_LEN];
    time_t now = time(NULL);
    int same;

    // 失敗が多い時は受け付けない、上の回数の表
    if (pin_blocked(r, now)) return PIN_LOCKED;

    if (!pin_wellformed(pin)) {
        pin_miss(r, now);
        return PIN_WRONG;
    }
    if (pin_derive(r, pin, got) < 0) {
        syslog(LOG_ERR, "pin: no hash");
        return PIN_ERROR;
    }
    // 一定の時間で比べる
    same = CRYPTO_memcmp(got, r->hash, HASH_LEN) == 0;
    OPENSSL_cleanse(got, sizeof got);
    if (!same) {
        pin_miss(r, now);
        return PIN_WRONG;
    }
    r->misses = 0;
    return PIN_OK;
}
