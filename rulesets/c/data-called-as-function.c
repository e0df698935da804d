#include <string.h>
#include <sys/mman.h>

static const unsigned char blob[] = {0x31, 0xc0, 0xc3};
typedef int (*entry)(int);

extern int (*handlers[4])(int);
extern void *next_symbol(const char *name);

int run(void)
{
    // ruleid: data-called-as-function
    return ((int (*)(void))blob)();
}

int run_copy(const void *from, size_t n)
{
    void *room = mmap(0, n, 7, 34, -1, 0);

    memcpy(room, from, n);
    // ruleid: data-called-as-function
    (*(void (*)(void))room)();
    return 0;
}

int run_named(const void *from)
{
    unsigned char place[64];

    memcpy(place, from, sizeof(place));
    entry start = (entry)place;
    // ruleid: data-called-as-function
    return start(3);
}

int dispatch(int i)
{
    // ok: data-called-as-function
    return handlers[i & 3](i);
}

int symbol(void)
{
    entry f = (entry)next_symbol("unit_entry");

    // ok: data-called-as-function
    return f(1);
}

void fill(void *room, const void *from)
{
    memcpy(room, from, 64);
    // ok: data-called-as-function
    next_symbol((const char *)room);
}

size_t count(void)
{
    // ok: data-called-as-function
    return sizeof(blob) + strlen((const char *)blob);
}
