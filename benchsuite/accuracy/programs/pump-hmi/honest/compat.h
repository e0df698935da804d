/*
 * compat.h - string functions that not every board support package has
 */
#ifndef PUMP_COMPAT_H
#define PUMP_COMPAT_H

#include <stddef.h>
#include <stdio.h>
#include <string.h>

typedef int errno_t;

static inline errno_t cs_copy(char *dst, size_t size, const char *src)
{
    size_t len = strlen(src);

    if (len >= size) {
        if (size)
            dst[0] = '\0';
        return 34;
    }
    memcpy(dst, src, len + 1);
    return 0;
}

static inline errno_t cs_append(char *dst, size_t size, const char *src)
{
    size_t used = strnlen(dst, size);

    if (used == size)
        return 34;
    return cs_copy(dst + used, size - used, src);
}

#ifndef strcpy_s
#define strcpy_s(dst, size, src)   cs_copy((dst), (size), (src))
#endif
#ifndef strcat_s
#define strcat_s(dst, size, src)   cs_append((dst), (size), (src))
#endif

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(a)              (sizeof(a) / sizeof((a)[0]))
#endif

#ifndef MIN
#define MIN(a, b)                  ((a) < (b) ? (a) : (b))
#endif

#endif
