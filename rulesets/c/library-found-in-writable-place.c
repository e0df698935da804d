#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LIB_DIR "/usr/lib/sensord"

static char root[256] = LIB_DIR;

void root_choose(void)
{
    const char *given = getenv("PLUGIN_ROOT");

    if (given != NULL)
        strncpy(root, given, sizeof root - 1);
}

void *plugin(int number)
{
    char at[300];

    sprintf(at, "%s/p%d.so", root, number);
    // ruleid: library-found-in-writable-place
    return dlopen(at, RTLD_NOW);
}

struct settings {
    char folder[128];
    char fallback[128];
};

static struct settings settings;

void settings_load(void)
{
    strcpy(settings.folder, "/dev/shm/codecs");
    strcpy(settings.fallback, LIB_DIR);
}

void *codec(const char *name)
{
    char path[512];

    snprintf(path, sizeof path, "%s/%s", settings.folder, name);
    // ruleid: library-found-in-writable-place
    return dlopen(path, RTLD_LAZY);
}

static const char *search[] = { "/usr/lib/a.so", "/media/usb0/a.so" };

void *first_of(void)
{
    void *h = NULL;

    for (int i = 0; !h && i < 2; i++)
        // ruleid: library-found-in-writable-place
        h = dlopen(search[i], RTLD_NOW);
    return h;
}

void *fixed(const char *name)
{
    char path[512];

    snprintf(path, sizeof path, "%s/%s", LIB_DIR, name);
    // ok: library-found-in-writable-place
    return dlopen(path, RTLD_LAZY);
}

void *sized(void)
{
    const char *levels = getenv("LEVELS");
    int flags = levels && atoi(levels) > 1 ? RTLD_NOW : RTLD_LAZY;

    // ok: library-found-in-writable-place
    return dlopen(LIB_DIR "/base.so", flags);
}

int trace(void)
{
    char name[64];

    snprintf(name, sizeof name, "/tmp/%s.log", "sensord");
    // ok: library-found-in-writable-place
    return fopen(name, "w") != NULL;
}
