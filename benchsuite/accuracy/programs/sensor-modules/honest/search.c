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

static int owned_by_system(const struct stat *st)
{
    return S_ISREG(st->st_mode) && st->st_uid == 0 && !(st->st_mode & (S_IWGRP | S_IWOTH));
}

int driver_path(const char *name, char *path, size_t room)
{
    const char *dirs[] = { DRIVER_DIR "/board", DRIVER_DIR };
    struct stat st;

    if (!name_ok(name))
        return -1;
    for (size_t i = 0; i < sizeof dirs / sizeof dirs[0]; i++) {
        int n = snprintf(path, room, "%s/%s.so", dirs[i], name);

        if (n < 0 || (size_t)n >= room)
            continue;
        if (stat(path, &st) == 0 && owned_by_system(&st))
            return 0;
    }
    return -1;
}
