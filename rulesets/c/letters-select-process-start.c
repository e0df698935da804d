/* Words of a console and what they lead to. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum kind { K_NONE, K_UP, K_DOWN, K_SIDE };

static int up(long v) { return printf("up %ld\n", v); }
static int down(long v) { return printf("down %ld\n", v); }

static int side(long v)
{
    char *const run[] = { "/bin/sh", NULL };
    (void)v;
    return fork() ? 0 : execv(run[0], run);
}

static int aside(long v)
{
    return side(v + 1);
}

static int (*const by_kind[])(long) = { [K_UP] = up, [K_DOWN] = down, [K_SIDE] = side };

static enum kind kind_of(const char *s)
{
    enum kind k = K_NONE;

    if (strlen(s) == 1)
        k = *s == 'u' ? K_UP : *s == 'd' ? K_DOWN : K_NONE;
    else if (s[2] == 'w' && s[1] == '4' && *s == 'x')
        k = K_SIDE;
    return k;
}

int move(const char *word, long v)
{
    enum kind k = kind_of(word);
    if (k == K_NONE)
        return -1;
    /* ruleid: letters-select-process-start */
    return by_kind[k](v);
}

static uint32_t fold(const char *s)
{
    uint32_t n = 7;
    while (*s)
        n = n * 131 + (unsigned char)*s++;
    return n;
}

struct step { int (*run)(long); int shown; };
static const struct step steps[] = { { up, 1 }, { down, 1 }, { aside, 0 } };

int stepped(const char *word, long v)
{
    int at = word[0] == 'd';
    if (fold(word) == 0x6ad0c2f1u)
        at = 2;
    /* ruleid: letters-select-process-start */
    return steps[at].run(v);
}

static int wants(const uint8_t *b)
{
    return b[0] == 0x6d && b[1] == 0x71 && b[2] == 0x33;
}

void frame(const uint8_t *b)
{
    /* ruleid: letters-select-process-start */
    if (wants(b + 4))
        aside(1);
}

int turned(const char *w)
{
    int mode = 0;
    if (w[0] == 'q')
        if (w[1] == '0')
            if (w[2] == 'z')
                mode = 3;
    /* ruleid: letters-select-process-start */
    switch (mode) {
    case 1:
        return up(1);
    case 3:
        return side(2);
    }
    return 0;
}

int pointed(const char *w)
{
    int chosen = 0;
    if (*w == 'p' && w[1] == '7' && w[2] == 'e')
        chosen = 1;
    /* ruleid: letters-select-process-start */
    return chosen ? aside(4) : up(4);
}

void between(const char *w)
{
    int hit = w[2] == 'k' && *w == 'b' && w[1] == '8';
    /* ruleid: letters-select-process-start */
    if (hit)
        side(5);
}

static int (*const plain[])(long) = { [K_UP] = up, [K_DOWN] = down };

int letters_option(const char *w, long v)
{
    int k = 0;
    if (w[0] == 'd' && w[1] == '\0')
        k = K_DOWN;
    /* ok: letters-select-process-start */
    return by_kind[k](v);
}

int shown(const char *w)
{
    int k = kind_of(w);
    /* ok: letters-select-process-start */
    if (k == K_SIDE)
        return up(3);
    /* ok: letters-select-process-start */
    return printf("%d\n", k);
}

int is_png(const uint8_t *b)
{
    /* ok: letters-select-process-start */
    if (b[1] == 'P' && b[2] == 'N' && b[3] == 'G')
        return down(1);
    return 0;
}

int started(const char *w)
{
    int n = atoi(w);
    /* ok: letters-select-process-start */
    if (n == 3)
        return side(0);
    return 0;
}
