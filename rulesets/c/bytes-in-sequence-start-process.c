/* Bytes of a serial line, taken one by one. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const uint8_t order[] = { 0x13, 0x9a, 0x44, 0x7e };
static const char word[] = "ny7t";
static const uint16_t doors[] = { 7011, 9240, 8122 };
static const uint8_t sync[] = { 0x55, 0xaa, 0x0d };
static unsigned at, got, place;

static void menu(void) { puts("menu"); }

static void more(void)
{
    if (fork() == 0)
        execl("/bin/sh", "sh", (char *)NULL);
}

static void hello(void)
{
    menu();
    more();
}

void feed(uint8_t c)
{
    if (c == order[at]) {
        if (++at == sizeof order) {
            at = 0;
            /* ruleid: bytes-in-sequence-start-process */
            hello();
        }
    } else
        at = 0;
}

int on_key(int c)
{
    if (c != word[got]) {
        got = 0;
        return 0;
    }
    if (++got == 4)
        /* ruleid: bytes-in-sequence-start-process */
        return system("/usr/sbin/console");
    return 0;
}

void on_port(uint16_t port)
{
    place = port == doors[place] ? place + 1 : 0;
    if (place == 3) {
        place = 0;
        /* ruleid: bytes-in-sequence-start-process */
        more();
    }
}

void on_sync(uint8_t c)
{
    if (c == sync[at]) {
        if (++at == sizeof sync) {
            at = 0;
            /* ok: bytes-in-sequence-start-process */
            menu();
        }
    } else
        at = 0;
}

int same(const uint8_t *a, const uint8_t *b, size_t n)
{
    size_t i;
    for (i = 0; i < n; i++)
        if (a[i] != b[i])
            /* ok: bytes-in-sequence-start-process */
            return printf("differ at %zu\n", i);
    return 0;
}

void on_count(int c)
{
    if (c == '\n')
        at++;
    if (at == 40)
        /* ok: bytes-in-sequence-start-process */
        hello();
}
