#ifndef COMPAT_H
#define COMPAT_H

/*
 * Gaps of the C libraries that the tools are built with.
 */
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifndef MIN
#define MIN(a, b)	((a) < (b) ? (a) : (b))
#endif

#define ARRAY_SIZE(a)	(sizeof(a) / sizeof((a)[0]))

/*
 * Copy a string into an array of 'size' bytes. 0, or ERANGE if it does not
 * fit.
 */
#define copy_s(dst, size, src) \
	(strlen(src) < (size) ? (memcpy((dst), (src), strlen(src) + 1), 0) : ERANGE)

/* Length of a string, never more than max. */
static inline size_t length_s(const char *s, size_t max)
{
	return s ? strnlen(s, max) : 0;
}

static inline int is_label_char(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

#endif
