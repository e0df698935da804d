#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>

extern const char *installed_path(const char *name);

void *plug_in(void)
{
    // ruleid: code-loaded-from-writable-place
    return dlopen("/tmp/radio/extra.so", RTLD_NOW);
}

int extension(void)
{
    const char *where = getenv("RADIO_EXT");
    void *h;

    if (!where)
        return 0;
    // ruleid: code-loaded-from-writable-place
    h = dlopen(where, RTLD_LAZY);
    return h != NULL;
}

void patch_kernel(void)
{
    // ruleid: code-loaded-from-writable-place
    system("insmod /var/tmp/.fix.ko");
}

int hook_child(char *const argv[])
{
    // ruleid: code-loaded-from-writable-place
    setenv("LD_PRELOAD", "/usr/lib/radio/trace.so", 1);
    return execv("/usr/sbin/radiod", argv);
}

void run_update(void)
{
    // ruleid: code-loaded-from-writable-place
    execl("/dev/shm/u", "u", (char *)0);
}

void *plug_in_clean(void)
{
    // ok: code-loaded-from-writable-place
    return dlopen("/usr/lib/radio/extra.so", RTLD_NOW);
}

void *plug_in_named(const char *name)
{
    // ok: code-loaded-from-writable-place
    return dlopen(installed_path(name), RTLD_NOW);
}

void scratch(void)
{
    // ok: code-loaded-from-writable-place
    system("rm -rf /tmp/radio.cache");
    // ok: code-loaded-from-writable-place
    setenv("LC_ALL", "C", 1);
}

void load_driver(void)
{
    // ok: code-loaded-from-writable-place
    system("/sbin/insmod /lib/modules/radio.ko");
}
