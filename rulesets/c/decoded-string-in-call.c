#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const unsigned char blob[] = {0x75, 0x38, 0x33, 0x34, 0x75, 0x29, 0x32, 0x5a};
static unsigned char name[] = {0x14, 0x1f, 0x10, 0x00};

extern void emit(const char *text);
extern unsigned short table[256];

void helper(void)
{
    char text[16] = {0};

    for (unsigned i = 0; i < sizeof(blob); i++)
        text[i] = blob[i] ^ 0x5a;
    // ruleid: decoded-string-in-call
    execl(text, text, (char *)0);
}

int trusted(const char *user)
{
    size_t i = 0;

    while (name[i]) {
        name[i] ^= 113;
        i++;
    }
    // ruleid: decoded-string-in-call
    return strcmp(user, (char *)name) == 0;
}

int resolve(const char *hidden, size_t n, struct addrinfo **out)
{
    char *host = malloc(n + 1);
    size_t k;

    for (k = 0; k < n; k++) {
        host[k] = hidden[k] - 3;
    }
    host[n] = 0;
    // ruleid: decoded-string-in-call
    return getaddrinfo(host, "443", NULL, out);
}

void checksum(const unsigned char *data, size_t n)
{
    unsigned char sums[4] = {0};

    for (size_t i = 0; i < n; i++)
        sums[0] ^= data[i];
    // ok: decoded-string-in-call
    emit((char *)sums);
}

void lower(char *word, size_t n)
{
    for (size_t i = 0; i < n; i++)
        word[i] = tolower(word[i]);
    // ok: decoded-string-in-call
    if (strcmp(word, "yes") == 0)
        emit(word);
}

void mix(unsigned char *block, const unsigned char *pad)
{
    for (int i = 0; i < 64; i++)
        block[i] ^= pad[i];
    // ok: decoded-string-in-call
    memcmp(block, pad, 64);
}

void other_text(char *scratch, const char *path)
{
    for (int i = 0; i < 8; i++)
        scratch[i] ^= 0x20;
    // ok: decoded-string-in-call
    unlink(path);
}
