#include <stdint.h>
#include <stddef.h>

static const uint8_t backup_key[16] = {
    0x13, 0x57, 0x9b, 0xdf, 0x02, 0x46, 0x8a, 0xce, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88,
};

int open_backup(void *schedule)
{
    // ruleid: constant-key-in-cipher
    return AES_set_decrypt_key(backup_key, 128, schedule);
}

int seal_session(void *ctx, const void *cipher, const uint8_t *iv)
{
    unsigned char test[] = "0123456789abcdef";

    // ruleid: constant-key-in-cipher
    return EVP_EncryptInit_ex(ctx, cipher, NULL, test, iv);
}

void sign_report(void *md, const uint8_t *data, size_t length, uint8_t *out)
{
    // ruleid: constant-key-in-cipher
    HMAC(md, "R@dioUnitShared", 15, data, length, out, NULL);
}

int vendor_cipher(void *state)
{
    uint8_t k[32] = {1, 2, 3, 4};

    prepare(state);
    // ruleid: constant-key-in-cipher
    if (mbedtls_aes_setkey_enc(state, k, 256) != 0)
        return -1;
    return 0;
}

void report_cipher(struct stream *st)
{
    // ruleid: constant-key-in-cipher
    rs_set_key(st, backup_key, sizeof(backup_key));
}

int open_backup_with(void *schedule, const uint8_t *key)
{
    // ok: constant-key-in-cipher
    return AES_set_decrypt_key(key, 128, schedule);
}

int derived(void *state, const char *password)
{
    uint8_t key[32];

    derive(password, key, sizeof(key));
    // ok: constant-key-in-cipher
    return mbedtls_aes_setkey_enc(state, key, 256);
}

int random_key(void *ctx, const void *cipher, const uint8_t *iv)
{
    unsigned char fresh[16];

    RAND_bytes(fresh, sizeof(fresh));
    // ok: constant-key-in-cipher
    return EVP_EncryptInit_ex(ctx, cipher, NULL, fresh, iv);
}

int lookup(const uint8_t *table_key)
{
    static const uint8_t order[4] = {3, 1, 0, 2};

    // ok: constant-key-in-cipher
    return table_lookup(order, table_key);
}
