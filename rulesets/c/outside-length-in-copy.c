#include <string.h>
#include <stdlib.h>
#include <stdint.h>
#include <arpa/inet.h>
#include <sys/socket.h>
struct frame { uint16_t length; uint8_t data[200]; };
extern void use(void *p, unsigned n);
extern void emit(uint8_t b);

void take(int fd)
{
    uint8_t local[64];
    struct frame f;
    recv(fd, &f, sizeof(f), 0);
    // ruleid: outside-length-in-copy
    memcpy(local, f.data, ntohs(f.length));
    use(local, 64);
}

static unsigned word_at(const uint8_t *p)
{
    return p[0] << 8 | p[1];
}

void parse(int fd)
{
    uint8_t raw[512], name[32];
    recv(fd, raw, sizeof(raw), 0);
    unsigned n = word_at(raw + 2);
    // ruleid: outside-length-in-copy
    memmove(name, raw + 4, n);
    use(name, n);
}

int from_setting(char *out, const char *text)
{
    int n = atoi(getenv("COUNT"));
    if (n < 0)
        return -1;
    // ruleid: outside-length-in-copy
    for (int i = 0; i < n; i++)
        out[i] = text[i];
    return n;
}

void checked(int fd)
{
    uint8_t raw[512], name[32];
    recv(fd, raw, sizeof(raw), 0);
    unsigned n = word_at(raw + 2);
    if (n > sizeof(name))
        return;
    // ok: outside-length-in-copy
    memcpy(name, raw + 4, n);
    use(name, n);
}

void masked(int fd)
{
    uint8_t raw[512], name[32];
    recv(fd, raw, sizeof(raw), 0);
    // ok: outside-length-in-copy
    memcpy(name, raw + 4, raw[0] & 31);
}

void whole(int fd)
{
    struct frame f, g;
    recv(fd, &f, sizeof(f), 0);
    // ok: outside-length-in-copy
    memcpy(&g, &f, sizeof(g));
}
