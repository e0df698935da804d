#include <fcntl.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/uio.h>
#include <unistd.h>

static const char self_memory[] = "/proc/self/mem";

void change(void *at, const void *bytes, size_t n)
{
    // ruleid: process-memory-patched
    int fd = open(self_memory, O_RDWR);

    pwrite(fd, bytes, n, (off_t)at);
    close(fd);
}

long poke(pid_t pid, void *at, long word)
{
    // ruleid: process-memory-patched
    return ptrace(PTRACE_POKETEXT, pid, at, word);
}

void other(pid_t pid, struct iovec *from, struct iovec *to)
{
    char path[40];

    // ruleid: process-memory-patched
    process_vm_writev(pid, from, 1, to, 1, 0);
    // ruleid: process-memory-patched
    snprintf(path, sizeof(path), "/proc/%d/mem", (int)pid);
}

int numbers(void)
{
    // ok: process-memory-patched
    return open("/proc/self/maps", O_RDONLY);
}

int look(void)
{
    // ok: process-memory-patched
    return open("/proc/self/mem", O_RDONLY);
}

long stop(pid_t pid)
{
    // ok: process-memory-patched
    return ptrace(PTRACE_ATTACH, pid, 0, 0);
}
