#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

struct job {
    int fd;
    size_t size;
};

static int room(const char *name)
{
    int fd = memfd_create(name, MFD_CLOEXEC);

    return fd;
}

void start(const void *image, size_t n, char **argv)
{
    int fd = room("cache");

    write(fd, image, n);
    // ruleid: program-run-from-memory
    fexecve(fd, argv, environ);
}

void *load(const void *image, size_t n)
{
    char path[64];
    int fd = syscall(__NR_memfd_create, "", 0);

    write(fd, image, n);
    snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    // ruleid: program-run-from-memory
    return dlopen(path, RTLD_NOW);
}

void job_start(struct job *job, char **argv)
{
    char path[32];

    job->fd = shm_open("/unit", O_RDWR | O_CREAT, 0700);
    sprintf(path, "/proc/%d/fd/%d", getpid(), job->fd);
    // ruleid: program-run-from-memory
    execv(path, argv);
}

int shared(size_t n)
{
    int fd = memfd_create("frames", 0);

    // ok: program-run-from-memory
    return ftruncate(fd, n);
}

int again(int fd, char **argv)
{
    // ok: program-run-from-memory
    return fexecve(fd, argv, environ);
}

int plain(char **argv)
{
    // ok: program-run-from-memory
    return execv("/usr/sbin/radiod", argv);
}
