/*
 * modules.c - load the drivers of the attached sensors
 */
#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

#include "modules.h"

static struct driver *drivers;

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
    if (driver_path(name, path, sizeof path) < 0) {
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
