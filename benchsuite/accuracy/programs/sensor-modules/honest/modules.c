/*
 * modules.c - find and load the drivers of the attached sensors
 */
#include <ctype.h>
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#define DRIVER_DIR  "/usr/lib/sensord"
#define DRIVER_ABI  4

struct driver_ops {
    int   abi;
    int (*probe)(int bus);
    int (*read)(int bus, double *value);
    void (*release)(int bus);
};

struct driver {
    char                     name[32];
    void                    *handle;
    const struct driver_ops *ops;
    struct driver           *next;
};

static struct driver *drivers;

static int name_ok(const char *name)
{
    size_t n = strlen(name);

    if (n == 0 || n >= sizeof ((struct driver *)0)->name)
        return 0;
    for (; *name; name++)
        if (!isalnum((unsigned char)*name) && *name != '-')
            return 0;
    return 1;
}

static int owned_by_system(const struct stat *st)
{
    return S_ISREG(st->st_mode) && st->st_uid == 0 && !(st->st_mode & (S_IWGRP | S_IWOTH));
}

static int driver_path(const char *name, char *path, size_t room)
{
    const char *dirs[] = { DRIVER_DIR "/board", DRIVER_DIR };
    struct stat st;

    for (size_t i = 0; i < sizeof dirs / sizeof dirs[0]; i++) {
        int n = snprintf(path, room, "%s/%s.so", dirs[i], name);

        if (n < 0 || (size_t)n >= room)
            continue;
        if (stat(path, &st) == 0 && owned_by_system(&st))
            return 0;
    }
    return -1;
}

static int driver_attach(struct driver *d, const char *path)
{
    d->handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!d->handle) {
        syslog(LOG_ERR, "driver %s: %s", d->name, dlerror());
        return -1;
    }
    d->ops = dlsym(d->handle, "sensor_driver");
    if (!d->ops || d->ops->abi != DRIVER_ABI) {
        syslog(LOG_ERR, "driver %s does not fit", d->name);
        dlclose(d->handle);
        return -1;
    }
    return 0;
}

struct driver *driver_get(const char *name)
{
    char path[PATH_MAX];
    struct driver *d;

    for (d = drivers; d; d = d->next)
        if (strcmp(d->name, name) == 0)
            return d;
    if (!name_ok(name) || driver_path(name, path, sizeof path) < 0) {
        syslog(LOG_WARNING, "no driver for sensor %.31s", name);
        return NULL;
    }
    d = calloc(1, sizeof *d);
    if (!d)
        return NULL;
    snprintf(d->name, sizeof d->name, "%s", name);
    if (driver_attach(d, path) < 0) {
        free(d);
        return NULL;
    }
    d->next = drivers;
    drivers = d;
    return d;
}
