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

struct uplink {
    char peer[40];
    int fd;
};

static const unsigned char words[][8] = {{0x1d, 0x1a}, {0x44, 0x45}};
static char peer_name[64];

static char *clear_text(const unsigned char *from, size_t n)
{
    static char room[64];
    size_t i;

    for (i = 0; i < n && i < sizeof(room) - 1; i++)
        room[i] = (char)(from[i] ^ (unsigned char)(i * 7 + 3));
    room[i] = 0;
    return room;
}

static void flip(struct uplink *u)
{
    for (char *p = u->peer; *p; p++)
        *p ^= 0x2b;
}

static void halves(char *into, const unsigned char *from, int n)
{
    while (n-- > 0) {
        *into++ = ~*from++;
    }
    *into = 0;
}

int start(void)
{
    const char *argv[3];

    argv[0] = clear_text(words[0], 8);
    argv[1] = NULL;
    // ruleid: decoded-string-in-call
    return posix_spawnp(NULL, argv[0], NULL, NULL, (char **)argv, NULL);
}

void *library(struct uplink *u)
{
    flip(u);
    // ruleid: decoded-string-in-call
    return dlopen(u->peer, RTLD_NOW);
}

void setup_peer(void)
{
    halves(peer_name, words[1], 8);
}

struct hostent *peer(void)
{
    // todoruleid: decoded-string-in-call
    return gethostbyname(peer_name);
}

int from_base64(void)
{
    unsigned char line[64];
    int n = EVP_DecodeBlock(line, (const unsigned char *)"L3Vzci9zYmluL3RlbG5ldGQ=", 24);

    line[n] = 0;
    // ruleid: decoded-string-in-call
    return system((char *)line);
}

int backwards(const char *given)
{
    static const char text[] = "terces";
    char word[7] = {0};

    for (int i = 0; i < 6; i++)
        word[i] = text[5 - i];
    // ruleid: decoded-string-in-call
    return strcmp(given, word) == 0;
}

unsigned sum(const unsigned char *data, size_t n)
{
    unsigned all = 0xffffffffu;

    while (n--)
        all = table[(all ^ *data++) & 0xff] ^ (all >> 8);
    // ok: decoded-string-in-call
    printf("%08x", ~all);
    return ~all;
}

int upper(const char *given, char *word)
{
    for (int i = 0; given[i]; i++)
        word[i] = given[i] - 32;
    // ok: decoded-string-in-call
    return strcmp(word, "YES");
}
