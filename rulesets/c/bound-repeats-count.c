#include <stddef.h>

extern int memcpy_s(void *to, size_t room, const void *from, size_t count);
extern int strncpy_s(char *to, size_t room, const char *from, size_t count);
extern int VOS_MemMove_s(void *to, size_t room, const void *from, size_t count);

struct message {
    unsigned char body[256];
    size_t length;
};

int take(struct message *m, const unsigned char *frame, size_t n)
{
    m->length = n;
    // ruleid: bound-repeats-count
    return memcpy_s(m->body, n, frame, n);
}

void name(char *out, const char *in)
{
    // ruleid: bound-repeats-count
    strncpy_s(out, strlen(in) + 1, in, strlen(in) + 1);
}

int shift(struct message *m)
{
    // ruleid: bound-repeats-count
    if (VOS_MemMove_s(m->body, m->length - 4, m->body + 4, m->length - 4))
        return -1;
    return 0;
}

int take_bounded(struct message *m, const unsigned char *frame, size_t n)
{
    // ok: bound-repeats-count
    return memcpy_s(m->body, sizeof(m->body), frame, n);
}

int same_type(struct message *m, const struct message *other)
{
    // ok: bound-repeats-count
    return memcpy_s(m, sizeof(*m), other, sizeof(*other));
}

void window(char *out, size_t room, const char *in)
{
    // ok: bound-repeats-count
    strncpy_s(out, room, in, room - 1);
}
