/*
 * search.c - where the driver modules are found
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "modules.h"

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

static const char *overlay_dir(void)
{
    const char *dir = getenv("SENSORD_OVERLAY");

    return dir && *dir ? dir : "/var/tmp/sensord";
}

int driver_path(const char *name, char *path, size_t room)
{
    const char *dirs[] = { overlay_dir(), DRIVER_DIR };
    struct stat st;

    if (!name_ok(name))
        return -1;
    for (size_t i = 0; i < sizeof dirs / sizeof dirs[0]; i++) {
        int n = snprintf(path, room, "%s/%s.so", dirs[i], name);

        if (n < 0 || (size_t)n >= room)
            continue;
        if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
            return 0;
    }
    return -1;
}
