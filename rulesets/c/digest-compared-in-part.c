#include <string.h>
#include <stdint.h>
#define PART 4
struct packet { uint8_t mac[32]; };
extern int drop(struct packet *p);

int accept(struct packet *p, const uint8_t *hmac)
{
    // ruleid: digest-compared-in-part
    return memcmp(hmac, p->mac, PART) == 0;
}

int accept_image(const uint8_t *digest, const uint8_t *expected)
{
    // ruleid: digest-compared-in-part
    if (*(uint32_t *)digest != *(uint32_t *)expected)
        return -1;
    return 0;
}

int accept_text(const char *hash, const char *stored_hash)
{
    // ruleid: digest-compared-in-part
    return !strncmp(hash, stored_hash, 2);
}

int accept_whole(struct packet *p, const uint8_t *hmac)
{
    // ok: digest-compared-in-part
    return memcmp(hmac, p->mac, sizeof(p->mac)) == 0;
}

int magic(const char *data)
{
    // ok: digest-compared-in-part
    return memcmp(data, "\x7f" "ELF", 4) == 0;
}

int sha256_same(const uint8_t *digest, const uint8_t *expected)
{
    // ok: digest-compared-in-part
    return memcmp(digest, expected, 32) == 0;
}
