#include <string.h>
#include <sys/mman.h>

extern const unsigned char patch[];
extern unsigned long page;

void *room(size_t n)
{
    // ruleid: memory-writable-and-executable
    return mmap(NULL, n, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

int change_code(void *function)
{
    // ruleid: memory-writable-and-executable
    if (mprotect((void *)((unsigned long)function & ~(page - 1)), page, PROT_EXEC | PROT_WRITE | PROT_READ))
        return -1;
    memcpy(function, patch, 16);
    return 0;
}

void bare_number(void *at)
{
    // ruleid: memory-writable-and-executable
    mprotect(at, 4096, 7);
    memcpy(at, patch, 32);
}

int after_writing(void *room, const void *from, size_t n)
{
    memcpy(room, from, n);
    // ruleid: memory-writable-and-executable
    return mprotect(room, n, PROT_READ | PROT_EXEC);
}

void *rights_in_variable(size_t n, int more)
{
    int rights = PROT_READ | PROT_WRITE;

    if (more)
        rights |= PROT_EXEC;
    // ruleid: memory-writable-and-executable
    return mmap(NULL, n, rights, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

long by_number(void *at)
{
    // ruleid: memory-writable-and-executable
    return syscall(SYS_mprotect, at, 4096, PROT_READ | PROT_WRITE | PROT_EXEC);
}

int constant_rights(void *at)
{
    const int all = 7;

    // ruleid: memory-writable-and-executable
    return mprotect(at, page, all);
}

void *data(size_t n)
{
    // ok: memory-writable-and-executable
    return mmap(NULL, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

void *library(int fd, size_t n)
{
    // ok: memory-writable-and-executable
    return mmap(NULL, n, PROT_READ | PROT_EXEC, MAP_PRIVATE, fd, 0);
}

int lock_down(void *at, size_t n)
{
    // ok: memory-writable-and-executable
    return mprotect(at, n, PROT_READ);
}

void *heap_that_runs(void)
{
    // ruleid: memory-writable-and-executable
    return HeapCreate(HEAP_CREATE_ENABLE_EXECUTE | HEAP_NO_SERIALIZE, 0, 0);
}

void *heap_of_values(void)
{
    // ok: memory-writable-and-executable
    return HeapCreate(HEAP_NO_SERIALIZE, 4096, 0);
}
