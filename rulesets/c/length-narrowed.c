#include <stdint.h>
#include <stdlib.h>
#include <string.h>

char *copy(const char *text)
{
    // ruleid: length-narrowed
    unsigned short length = strlen(text) + 1;
    char *out = malloc(length);

    if (out)
        strcpy(out, text);
    return out;
}

int put(uint8_t *frame, const char *name)
{
    // ruleid: length-narrowed
    uint8_t n = strlen(name);

    frame[0] = n;
    memcpy(frame + 1, name, strlen(name));
    return n;
}

char *join(const char *a, const char *b)
{
    // ruleid: length-narrowed
    uint16_t total = strlen(a) + strlen(b);
    char *out = malloc(total + 1);

    return out ? strcat(strcpy(out, a), b) : NULL;
}

unsigned char *records(const struct table *t)
{
    unsigned char *room;

    // ruleid: length-narrowed
    uint16_t need = (uint16_t)(t->rows * t->width);

    room = malloc(need);
    return room;
}

int average(const struct table *t)
{
    // ok: length-narrowed
    uint16_t area = (uint16_t)(t->rows * t->width);

    return area / 2;
}

char *copy_wide(const char *text)
{
    // ok: length-narrowed
    size_t length = strlen(text) + 1;
    char *out = malloc(length);

    return out ? memcpy(out, text, length) : NULL;
}

int put_checked(uint8_t *frame, const char *name)
{
    // ok: length-narrowed
    unsigned int n = strlen(name);

    if (n > 255)
        return -1;
    // ok: length-narrowed
    uint8_t kind = frame[1];
    return n + kind;
}

unsigned short ports(const char *text)
{
    // ok: length-narrowed
    unsigned short port = atoi(text);

    return port;
}

extern void store(void *p, unsigned n);

void *keep(const unsigned char *wire, int fd)
{
    uint8_t rest;
    unsigned total = ntohl(*(const uint32_t *)wire);
    // ruleid: length-narrowed
    rest = read(fd, NULL, 0);
    // ruleid: length-narrowed
    char *p = malloc((uint16_t)(total + 2));
    // ok: length-narrowed
    char *q = malloc((size_t)total + 2);
    store(q, rest);
    return p;
}
