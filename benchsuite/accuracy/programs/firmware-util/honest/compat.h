#ifndef COMPAT_H
#define COMPAT_H

/*
 * What not every C library of the supported boards has.
 *
 *   boards with uClibc     no strlcpy before 1.0.32 unless configured
 *   boards with glibc      no strlcpy before 2.38
 *   boards with musl       complete
 *
 * The build defines HAVE_STRLCPY and HAVE_EXPLICIT_BZERO where configure
 * finds the function.
 */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define ARRAY_LEN(a)	(sizeof(a) / sizeof((a)[0]))

#ifndef MIN
#define MIN(a, b)	((a) < (b) ? (a) : (b))
#endif

static inline uint32_t get_be32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static inline uint16_t get_be16(const unsigned char *p)
{
	return (uint16_t)(p[0] << 8 | p[1]);
}

static inline void put_be32(unsigned char *p, uint32_t v)
{
	p[0] = (unsigned char)(v >> 24);
	p[1] = (unsigned char)(v >> 16);
	p[2] = (unsigned char)(v >> 8);
	p[3] = (unsigned char)v;
}

#ifndef HAVE_STRLCPY
static inline size_t compat_lcpy(char *d, const char *s, size_t n)
{
	size_t len = strlen(s);

	if (n) {
		size_t take = MIN(len, n - 1);

		memcpy(d, s, take);
		d[take] = '\0';
	}
	return len;
}
#define strlcpy(d, s, n)	compat_lcpy((d), (s), (n))
#endif

#ifndef HAVE_EXPLICIT_BZERO
static inline void compat_wipe(void *p, size_t n)
{
	volatile unsigned char *q = p;

	while (n--)
		*q++ = 0;
}
#define explicit_bzero(p, n)	compat_wipe((p), (n))
#endif

#endif
