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
    setenv("LD_PRELOAD", "/tmp/radio/trace.so", 1);
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

static const char plugin_folder[] = "/tmp/plugins";
static const char *const candidates[] = {"/usr/lib/codec.so", "/dev/shm/codec.so"};

struct plugin {
    char path[128];
    void *handle;
};

static const char *chosen(const char *name)
{
    const char *p = getenv(name);

    return p ? p : "/usr/lib/codec.so";
}

int add_plugin(struct plugin *p, const char *name)
{
    snprintf(p->path, sizeof(p->path), "%s/%s.so", plugin_folder, name);
    // ruleid: code-loaded-from-writable-place
    p->handle = dlopen(p->path, RTLD_NOW);
    return p->handle != NULL;
}

void *codec(int n)
{
    // ruleid: code-loaded-from-writable-place
    return dlopen(candidates[n], RTLD_LAZY);
}

void *codec_by_name(void)
{
    char path[256];

    strncpy(path, chosen("CODEC"), sizeof(path) - 1);
    // ruleid: code-loaded-from-writable-place
    return dlopen(path, RTLD_LAZY);
}

int helper(char **argv)
{
    const char *place = "/var/tmp/helper";
    pid_t pid;

    // ruleid: code-loaded-from-writable-place
    return posix_spawn(&pid, place, NULL, NULL, argv, environ);
}

long module(void)
{
    int fd = open("/tmp/unit.ko", O_RDONLY);

    // ruleid: code-loaded-from-writable-place
    return syscall(__NR_finit_module, fd, "", 0);
}

int command(void)
{
    char line[64];

    snprintf(line, sizeof(line), "%s", "/sbin/insmod /media/usb0/unit.ko");
    // ruleid: code-loaded-from-writable-place
    return system(line);
}

int save(const char *text)
{
    // ok: code-loaded-from-writable-place
    FILE *f = fopen("/tmp/state", "w");

    return f ? fputs(text, f) : -1;
}

int editor(void)
{
    const char *name = getenv("COLUMNS");

    // ok: code-loaded-from-writable-place
    return name ? atoi(name) : 80;
}
