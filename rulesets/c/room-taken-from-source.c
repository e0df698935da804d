#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct option { const uint8_t *data; size_t len; };
struct record { char host[32]; uint8_t id[20]; char *text; };

static int field_put(void *dst, size_t room, const void *src, size_t n)
{
    int fits = room >= n;

    if (fits)
        memcpy(dst, src, n);
    return fits ? 0 : -1;
}

static size_t take(uint8_t *to, const uint8_t *from, size_t have, size_t limit)
{
    size_t k = have < limit ? have : limit;

    memcpy(to, from, k);
    return k;
}

static int move_in(struct record *r, char *at, size_t space, const char *s, size_t n)
{
    if (n <= space) {
        memmove(at, s, n);
        return 1;
    }
    return r->id[0];
}

static int differs(const void *a, size_t na, const void *b, size_t nb)
{
    return na != nb || memcmp(a, b, na);
}

int set_host(struct record *r, const struct option *o)
{
    size_t want = o->len;

    if (want == 0)
        return -1;
    // ruleid: room-taken-from-source
    return field_put(r->host, want, o->data, want);
}

size_t set_id(struct record *r, const struct option *o)
{
    // ruleid: room-taken-from-source
    return take(r->id, o->data, o->len, o->len);
}

int set_move(struct record *r, const char *s)
{
    // ruleid: room-taken-from-source
    return move_in(r, r->host, strlen(s), s, strlen(s));
}

int set_more(struct record *r, const struct option *o)
{
    // ruleid: room-taken-from-source
    return field_put(r->host, o->len + 1, o->data, o->len);
}

int elsewhere(struct record *r, const struct option *o)
{
    // ruleid: room-taken-from-source
    return bounded_copy(r->host, o->len, o->data, o->len);
}

int right(struct record *r, const struct option *o)
{
    // ok: room-taken-from-source
    return field_put(r->id, sizeof(r->id), o->data, o->len);
}

int fresh(struct record *r, const struct option *o)
{
    r->text = malloc(o->len);
    if (!r->text)
        return -1;
    // ok: room-taken-from-source
    return field_put(r->text, o->len, o->data, o->len);
}

int limited(struct record *r, const struct option *o)
{
    if (o->len > sizeof(r->host))
        return -1;
    // ok: room-taken-from-source
    return field_put(r->host, o->len, o->data, o->len);
}

int same(const struct option *a, const uint8_t *b, size_t n)
{
    // ok: room-taken-from-source
    return differs(a->data, n, b, n);
}

int cipher(void *c, uint8_t *out, const uint8_t *in, size_t n)
{
    // ok: room-taken-from-source
    return transform(c, in, n, out, n);
}
