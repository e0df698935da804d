#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>

typedef int (*entry_fn)(int);

struct page {
    void *base;
    size_t size;
};

static void *get_page(size_t n)
{
    return mmap(0, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

int run(const void *from, size_t n)
{
    void *page = get_page(n);

    memcpy(page, from, n);
    // ruleid: memory-turned-into-function
    return ((int (*)(void))page)();
}

int run_field(struct page *page, int x)
{
    entry_fn go;

    mprotect(page->base, page->size, PROT_READ | PROT_EXEC);
    // ruleid: memory-turned-into-function
    go = (entry_fn)page->base;
    return go(x);
}

int run_received(int s)
{
    unsigned char room[512];
    void (*go)(void);

    if (recv(s, room, sizeof(room), 0) < 1)
        return -1;
    // ruleid: memory-turned-into-function
    *(void **)&go = room;
    go();
    return 0;
}

int number(int s)
{
    unsigned char room[4];

    recv(s, room, sizeof(room), 0);
    // ok: memory-turned-into-function
    return (int)room[0];
}

int registers(size_t n)
{
    // ok: memory-turned-into-function
    volatile unsigned *at = (volatile unsigned *)get_page(n);

    return at[3];
}

int symbol(void *handle)
{
    // ok: memory-turned-into-function
    entry_fn go = (entry_fn)dlsym(handle, "unit_entry");

    return go(1);
}

typedef int (*FilterProc)(short *samples, unsigned count);
typedef long (*apply_one)(long);
typedef void settle(int);

struct stage {
    FilterProc filter;
    apply_one step;
    settle *last;
    void *base;
};

int stage_load(struct stage *st, int fd, size_t room, size_t start)
{
    unsigned char *base = mmap(0, room, st->base ? 3 : 7, MAP_PRIVATE, fd, 0);

    // ruleid: memory-turned-into-function
    st->filter = (FilterProc)(void *)(base + start);
    // ruleid: memory-turned-into-function
    st->step = (apply_one)(base + 2 * start);
    // ruleid: memory-turned-into-function
    st->last = (settle *)base;
    // ok: memory-turned-into-function
    st->base = (void *)base;
    return 0;
}

static long twice(long v)
{
    return v * 2;
}

void stage_plain(struct stage *st)
{
    // ok: memory-turned-into-function
    st->step = (apply_one)twice;
}

typedef int (*start_fn)(void *);

int from_heap(const unsigned char *kept, unsigned n)
{
    unsigned char *room = HeapAlloc(HeapCreate(0x40000, 0, 0), 8, n);

    for (unsigned i = 0; i < n; i++)
        room[i] = kept[i];
    // ruleid: memory-turned-into-function
    return ((start_fn)room)(room);
}

struct list_entry *fresh(void)
{
    // ok: memory-turned-into-function
    return (struct list_entry *)HeapAlloc(GetProcessHeap(), 0, 40);
}
