#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SECTION_READ  1u
#define SECTION_TUNE  2u
#define SECTION_FIXED 4u

struct region {
    void *at;
    size_t room;
    int rights;
};

static int rights_of(unsigned flags)
{
    int rights = 0;

    if (flags & SECTION_READ)
        rights |= PROT_READ;
    if (flags & SECTION_TUNE)
        rights |= PROT_WRITE;
    if (flags & SECTION_FIXED)
        rights |= PROT_EXEC;
    return rights;
}

void *section_map(int fd, size_t n, unsigned flags)
{
    // ruleid: executable-right-computed
    return mmap(NULL, n, rights_of(flags | SECTION_TUNE), MAP_PRIVATE, fd, 0);
}

static const int modes[] = {
    PROT_READ,
    PROT_READ | PROT_WRITE,
    PROT_READ | PROT_EXEC,
};

int section_mode(void *p, size_t n, unsigned kind)
{
    // ruleid: executable-right-computed
    return mprotect(p, n, modes[kind % 3]);
}

static void prepare(struct region *r, int sealed)
{
    r->rights = sealed ? PROT_READ | PROT_EXEC : PROT_READ;
}

int region_seal(struct region *r)
{
    prepare(r, 1);
    // ruleid: executable-right-computed
    return mprotect(r->at, r->room, r->rights);
}

void *pool(size_t n, int wide)
{
    int want = PROT_READ;

    want = want | PROT_WRITE;
    if (wide)
        want += PROT_EXEC;
    // ruleid: executable-right-computed
    return (void *)syscall(SYS_mmap, 0, n, want, MAP_ANONYMOUS | MAP_PRIVATE, -1, 0);
}

static int plain_rights(int writable)
{
    return writable ? PROT_READ | PROT_WRITE : PROT_READ;
}

void *table_map(int fd, size_t n, int writable)
{
    // ok: executable-right-computed
    return mmap(NULL, n, plain_rights(writable), MAP_SHARED, fd, 0);
}

int guard(void *p, size_t n)
{
    int none = PROT_NONE;

    // ok: executable-right-computed
    return mprotect(p, n, none);
}

int strip(void *p, size_t n, unsigned flags)
{
    int rights = rights_of(flags) & ~PROT_EXEC;

    // ok: executable-right-computed
    return mprotect(p, n, rights);
}

void describe(unsigned flags, char *out)
{
    // ok: executable-right-computed
    out[0] = rights_of(flags) & PROT_EXEC ? 'x' : '-';
    out[1] = 0;
}
