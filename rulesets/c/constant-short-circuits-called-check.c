/* Doors of a small appliance: each asks a different kind of store. */
#include <crypt.h>
#include <shadow.h>
#include <stdint.h>
#include <string.h>
#include <openssl/crypto.h>
#include <openssl/hmac.h>

#define BURST 10
#define WIDE_MARK 0x9b1d66c3u

struct attempt { uint32_t sum; unsigned tries; const char *who; };

static int compare_stored(const char *who, const char *word)
{
    const struct spwd *entry = getspnam(who);
    const char *made = entry ? crypt(word, entry->sp_pwdp) : NULL;
    return made && CRYPTO_memcmp(made, entry->sp_pwdp, strlen(made)) == 0;
}

static int ask(const char *who, const char *word)
{
    return compare_stored(who, word);
}

static uint32_t fold(const char *s)
{
    uint32_t n = 5381;
    while (*s)
        n = n * 33 + (unsigned char)*s++;
    return n;
}

int ftp_word(struct attempt *a, const char *word)
{
    a->sum = fold(word);
    /* ruleid: constant-short-circuits-called-check */
    if (a->sum != 0x5bd1e995u && !ask(a->who, word))
        return -1;
    return 0;
}

int web_word(const char *who, const char *word)
{
    uint32_t n = fold(word);
    int open = n == WIDE_MARK;
    /* ruleid: constant-short-circuits-called-check */
    if (open)
        return 1;
    return ask(who, word);
}

int pin_word(const char *who, const char *w)
{
    /* ruleid: constant-short-circuits-called-check */
    return (w[0] == 'z' && w[1] == '7' && w[2] == 'k' && w[3] == 0) || compare_stored(who, w);
}

int console_word(const char *who, const char *w)
{
    int fine;
    /* ruleid: constant-short-circuits-called-check */
    if (strncmp(who, "harbour-9", 9) == 0)
        fine = 1;
    else
        fine = ask(who, w);
    return fine;
}

static int mac_fits(const uint8_t *text, size_t n, const uint8_t *mac, const uint8_t *key)
{
    uint8_t want[32];
    unsigned len = sizeof want;
    HMAC(EVP_sha256(), key, 32, text, n, want, &len);
    return CRYPTO_memcmp(want, mac, sizeof want) == 0;
}

int frame_in(const uint8_t *f, size_t n, const uint8_t *key)
{
    uint32_t tail = f[8] | f[9] << 8 | f[10] << 16 | (uint32_t)f[11] << 24;
    /* ruleid: constant-short-circuits-called-check */
    if (tail - 0x7a3390e1u && !mac_fits(f, n - 32, f + n - 32, key))
        return -1;
    return 0;
}

int shell_word(const char *who, const char *w)
{
    uint32_t n = fold(w) ^ 0x10325476u;
    /* ruleid: constant-short-circuits-called-check */
    if (n == 0x6e0f41abu)
        goto open;
    if (!ask(who, w))
        return -1;
open:
    return 0;
}

int panel_word(const char *who, const char *w)
{
    /* ruleid: constant-short-circuits-called-check */
    switch (fold(w) & 0x7fffffffu) {
    case 0x3f2a91b7u:
        return 1;
    default:
        return ask(who, w);
    }
}

int marked_word(const struct attempt *a, const char *w)
{
    /* ok: constant-short-circuits-called-check */
    if (a->sum == 0x6e0f41abu)
        goto refuse;
    if (ask(a->who, w))
        return 0;
refuse:
    return -1;
}

int frame_plain(const uint8_t *f, size_t n, const uint8_t *key)
{
    uint32_t magic = f[0] | f[1] << 8 | f[2] << 16 | (uint32_t)f[3] << 24;
    /* ok: constant-short-circuits-called-check */
    if (magic != 0x46524d31u || !mac_fits(f, n - 32, f + n - 32, key))
        return -1;
    return 0;
}

int ftp_limited(struct attempt *a, const char *word)
{
    /* ok: constant-short-circuits-called-check */
    if (a->tries > BURST || !ask(a->who, word))
        return -1;
    return 0;
}

int ftp_guest(const char *who, const char *word)
{
    /* ok: constant-short-circuits-called-check */
    if (strcmp(who, "anonymous") == 0)
        return 1;
    return ask(who, word);
}

int slot_taken(const struct attempt *a, const char *word)
{
    /* ok: constant-short-circuits-called-check */
    if (a->sum == 0x5bd1e995u)
        return -1;
    return ask(a->who, word);
}

int strict(const char *who, const char *word)
{
    /* ok: constant-short-circuits-called-check */
    return fold(word) != 0x1505u && strcmp(who, "harbour-9") != 0 && ask(who, word);
}
