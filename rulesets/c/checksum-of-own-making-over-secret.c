#include <stdint.h>
#include <string.h>
extern uint32_t crc32(uint32_t start, const void *p, size_t n);
extern int diff(const char *a, const char *b);

int login(const char *password)
{
    uint32_t h = 5381;
    // ruleid: checksum-of-own-making-over-secret
    for (int i = 0; password[i]; i++)
        h = (h << 5) + h + password[i];
    return h == 0x7c9e1f02;
}

int unlock(const char *pin)
{
    // ruleid: checksum-of-own-making-over-secret
    return crc32(0, pin, strlen(pin)) == 0x1234abcd;
}

int enter(const char *typed, size_t n)
{
    uint16_t sum = 0;
    // ruleid: checksum-of-own-making-over-secret
    for (size_t i = 0; i < n; i++) {
        sum += typed[i] * 7;
    }
    return sum == 0x41f3;
}

uint32_t frame(const uint8_t *data, size_t n)
{
    // ok: checksum-of-own-making-over-secret
    return crc32(0, data, n);
}

unsigned bucket(const char *name)
{
    unsigned h = 0;
    // ok: checksum-of-own-making-over-secret
    for (int i = 0; name[i]; i++)
        h = h * 31 + name[i];
    return h % 64;
}

int different(const char *password, const char *stored)
{
    // ok: checksum-of-own-making-over-secret
    int d = diff(password, stored);
    return d;
}
