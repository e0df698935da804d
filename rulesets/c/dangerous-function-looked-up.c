#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/syscall.h>
#include <unistd.h>

typedef int (*text_fn)(const char *);

int note(const char *text)
{
    // ruleid: dangerous-function-looked-up
    text_fn f = (text_fn)dlsym(RTLD_DEFAULT, "system");
    return f ? f(text) : -1;
}

static const char *const wanted = "execve";

void *start_of(void *libc)
{
    // ruleid: dangerous-function-looked-up
    return dlsym(libc, wanted);
}

int replace(const char *path, char **argv)
{
    // ruleid: dangerous-function-looked-up
    return (int)syscall(SYS_execve, path, argv, environ);
}

int anonymous_file(void)
{
    // ruleid: dangerous-function-looked-up
    return syscall(319, "", 1);
}

int number_in_name(void)
{
    long nr = __NR_setresuid;

    // ruleid: dangerous-function-looked-up
    return syscall(nr, 0, 0, 0);
}

void *plugin(void *handle)
{
    // ok: dangerous-function-looked-up
    return dlsym(handle, "plugin_entry");
}

long thread_id(void)
{
    // ok: dangerous-function-looked-up
    return syscall(SYS_gettid);
}

long random_bytes(void *room, size_t n)
{
    // ok: dangerous-function-looked-up
    return syscall(SYS_getrandom, room, n, 0);
}

int plain(const char *text)
{
    // ok: dangerous-function-looked-up
    return system(text);
}
