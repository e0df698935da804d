#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MAX(a, b) ((a) > (b) ? (a) : (b))

struct card {
    char name[16];
    char title[64];
    unsigned char key[32];
};

void name(struct card *c, const char *s)
{
    // ruleid: bound-not-of-destination
    snprintf(c->name, sizeof(c->title), "%s", s);
    // ok: bound-not-of-destination
    snprintf(c->title, sizeof(c->title), "%s", s);
}

void key(struct card *c, const void *from)
{
    // ruleid: bound-not-of-destination
    memcpy(c->key, from, sizeof(*c));
    // ok: bound-not-of-destination
    memcpy(c, from, sizeof(*c));
}

int join(const char *head, const char *tail)
{
    char line[64];
    int n = snprintf(line, sizeof(line), "%s:", head);

    // ruleid: bound-not-of-destination
    snprintf(line + n, sizeof(line), "%s", tail);
    // ok: bound-not-of-destination
    snprintf(line + n, sizeof(line) - n, "%s", tail);
    return line[0];
}

int add(const char *s)
{
    char text[32] = "";

    // ruleid: bound-not-of-destination
    strncat(text, s, sizeof(text) - 1);
    // ok: bound-not-of-destination
    strncat(text, s, sizeof(text) - strlen(text) - 1);
    return text[0];
}

int mix(int fd, const char *s, size_t n)
{
    char wide[128], slim[16];
    size_t k = n > sizeof(slim) ? n : sizeof(slim);

    // ruleid: bound-not-of-destination
    strncpy(slim, s, sizeof(wide));
    // ruleid: bound-not-of-destination
    memcpy(slim, s, k);
    // ruleid: bound-not-of-destination
    memcpy(slim, s, MAX(n, sizeof slim));
    // ruleid: bound-not-of-destination
    if (read(fd, slim, sizeof(slim) + sizeof(wide)) < 0)
        return -1;
    // ok: bound-not-of-destination
    strncpy(wide, s, sizeof(slim));
    k = n < sizeof(slim) ? n : sizeof(slim);
    // ok: bound-not-of-destination
    memcpy(wide, s, k);
    return slim[0] + wide[0];
}

int tail(const char *s)
{
    char b[32];
    char *e = b + strlen(s);

    // ruleid: bound-not-of-destination
    snprintf(e, sizeof b, "%s.", s);
    // ok: bound-not-of-destination
    memset(b, 0, sizeof b);
    return e[0];
}

void constant(struct card *c, const char *s)
{
    // ruleid: bound-not-of-destination
    strncpy(c->name, s, 64);
    // ok: bound-not-of-destination
    strncpy(c->title, s, 64);
}
