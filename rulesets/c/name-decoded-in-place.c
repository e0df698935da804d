/* Names that are made readable before they are used. */
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TURN 0x5d

struct word { char *text; int n; };
static struct word words[4];

static void turn(char *p)
{
    while (*p)
        *p++ ^= TURN;
}

void *second_read(void)
{
    char *name = strdup("\x2f\x38\x3c\x39");

    turn(name);
    // ruleid: name-decoded-in-place
    return dlsym(RTLD_NEXT, name);
}

static void flip(int at)
{
    struct word *w = &words[at];
    unsigned char low = 0x1b5d & 0xff;

    for (int i = 0; i < w->n; i++)
        w->text[i] ^= low;
}

static char *shown(int at)
{
    return words[at].text;
}

int count(void)
{
    DIR *d;

    flip(2);
    // ruleid: name-decoded-in-place
    d = opendir(shown(2));
    flip(2);
    return d != NULL;
}

int quiet(void)
{
    char set[] = { 0x35, 0x36, 0x2e, 0x29, 0 };
    int i = 0;

    do {
        set[i] = set[i] ^ TURN;
    } while (set[++i]);
    // ruleid: name-decoded-in-place
    return getenv(set) != NULL;
}

void unmask(unsigned char *payload, const unsigned char *mask, int n)
{
    for (int i = 0; i < n; i++)
        payload[i] ^= mask[i & 3];
}

int stored(char *name, unsigned char *payload, const unsigned char *mask)
{
    unmask(payload, mask, 40);
    // ok: name-decoded-in-place
    return open(name, O_RDONLY);
}

void cbc(unsigned char *block, const unsigned char *iv)
{
    for (int i = 0; i < 16; i++)
        block[i] ^= iv[i];
    // ok: name-decoded-in-place
    unlink("/run/lock/box");
}

int as_number(char *p)
{
    char path[32];

    turn(p);
    snprintf(path, sizeof(path), "/dev/tty%d", atoi(p));
    // ok: name-decoded-in-place
    return open(path, O_RDWR);
}
