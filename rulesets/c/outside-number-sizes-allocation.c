#include <stdlib.h>
#include <stdint.h>
#include <arpa/inet.h>
#include <sys/socket.h>
struct entry { char text[24]; };
struct head { uint32_t entries; uint32_t extra; };

struct entry *table(int fd)
{
    struct head h;
    recv(fd, &h, sizeof(h), 0);
    uint32_t bytes = ntohl(h.entries) * sizeof(struct entry);
    // ruleid: outside-number-sizes-allocation
    struct entry *e = malloc(bytes);
    return e;
}

void *grow(void *old, const uint8_t *wire)
{
    uint32_t more = get_be32(wire);
    // ruleid: outside-number-sizes-allocation
    return realloc(old, more + 16);
}

static void *room_for(uint16_t n)
{
    // ruleid: outside-number-sizes-allocation
    return malloc((uint16_t)(n + 4));
}

void *open_frame(int fd)
{
    uint8_t raw[32];
    read(fd, raw, sizeof(raw));
    return room_for(raw[0] | raw[1] << 8);
}

struct entry *limited(int fd)
{
    struct head h;
    recv(fd, &h, sizeof(h), 0);
    uint32_t n = ntohl(h.entries);
    if (n > 1000)
        return NULL;
    // ok: outside-number-sizes-allocation
    return malloc(n * sizeof(struct entry));
}

void *fixed(int count)
{
    // ok: outside-number-sizes-allocation
    return malloc(sizeof(struct entry) * 12);
}

struct entry *counted(const uint8_t *wire)
{
    // ok: outside-number-sizes-allocation
    return calloc(get_be32(wire), sizeof(struct entry));
}
