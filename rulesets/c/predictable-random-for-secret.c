#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct session { char cookie[33]; unsigned char key[32]; unsigned session_id; int colour; };
extern int fill_random(void *p, size_t n);
extern int AES_set_encrypt_key(const unsigned char *k, int bits, void *out);

static int letter(void)
{
    return 'a' + rand() % 26;
}

void cookie(struct session *s)
{
    unsigned long v = ((unsigned long)random() << 31) | random();
    // ruleid: predictable-random-for-secret
    snprintf(s->cookie, sizeof(s->cookie), "%016lx", v);
}

void first_password(char *password)
{
    int i;
    for (i = 0; i < 8; i++)
        // ruleid: predictable-random-for-secret
        password[i] = letter();
}

unsigned new_session(void)
{
    unsigned r = lrand48();
    // ruleid: predictable-random-for-secret
    return r & 0x7fffffff;
}

int set_cipher(void *schedule)
{
    unsigned char raw[16];
    for (int i = 0; i < 16; i++)
        raw[i] = (unsigned char)(rand() & 0xff);
    // ruleid: predictable-random-for-secret
    return AES_set_encrypt_key(raw, 128, schedule);
}

void colour(struct session *s)
{
    // ok: predictable-random-for-secret
    s->colour = rand() % 7;
}

int good_session(struct session *s)
{
    // ok: predictable-random-for-secret
    return fill_random(&s->session_id, sizeof(s->session_id));
}

unsigned back_off(unsigned base)
{
    // ok: predictable-random-for-secret
    return base + random() % 100;
}
