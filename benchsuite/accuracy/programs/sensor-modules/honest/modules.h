/* modules.h - drivers of the attached sensors */
#ifndef SENSORD_MODULES_H
#define SENSORD_MODULES_H

#include <stddef.h>

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

/* Path of the driver's module; negative if there is none. */
int driver_path(const char *name, char *path, size_t room);

struct driver *driver_get(const char *name);

#endif
