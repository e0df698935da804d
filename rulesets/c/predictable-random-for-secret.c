#include <stdlib.h>

struct session {
    unsigned int token;
    unsigned char key[16];
    int delay;
};

extern void fill(void *out, unsigned long n);

void begin(struct session *s)
{
    // ruleid: predictable-random-for-secret
    s->token = ((unsigned int)rand() << 16) ^ (unsigned int)rand();
    for (int i = 0; i < 16; i++)
        // ruleid: predictable-random-for-secret
        s->key[i] = random() & 0xff;
}

long new_challenge(void)
{
    // ruleid: predictable-random-for-secret
    long challenge = lrand48();

    return challenge;
}

void begin_clean(struct session *s)
{
    // ok: predictable-random-for-secret
    fill(&s->token, sizeof(s->token));
    // ok: predictable-random-for-secret
    s->delay = rand() % 100;
}

int dice(void)
{
    // ok: predictable-random-for-secret
    int eyes = rand() % 6 + 1;

    return eyes;
}

int copy(struct session *s, const struct session *from)
{
    // ok: predictable-random-for-secret
    s->token = from->token;
    return 0;
}
