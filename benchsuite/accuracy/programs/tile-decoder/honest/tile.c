/*
 * Map tiles of the navigation unit: header, palette flag, then rows that are
 * stored with a stride of four bytes.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TILE_TAG	0x4c54u
#define TILE_MAX_SIDE	4096u

typedef uint32_t u32;
typedef uint16_t u16;

struct tile_head {
	u16 tag;
	u16 width;
	u16 height;
	u16 depth;		/* bytes per pixel: 1, 3 or 4 */
};

struct tile {
	u32 width, height, depth;
	size_t size;
	unsigned char *pixels;
};

static u16 get16(const unsigned char *p)
{
	return (u16)(p[0] | p[1] << 8);
}

static int head_read(const unsigned char *p, size_t len, struct tile_head *h)
{
	if (len < 8)
		return -EINVAL;
	h->tag = get16(p);
	h->width = get16(p + 2);
	h->height = get16(p + 4);
	h->depth = get16(p + 6);
	if (h->tag != TILE_TAG)
		return -EILSEQ;
	if (!h->width || h->width > TILE_MAX_SIDE)
		return -ERANGE;
	if (!h->height || h->height > TILE_MAX_SIDE)
		return -ERANGE;
	if (h->depth != 1 && h->depth != 3 && h->depth != 4)
		return -ERANGE;
	return 0;
}

static size_t row_stride(const struct tile_head *h)
{
	return ((size_t)h->width * h->depth + 3) & ~(size_t)3;
}

static u32 tile_area(const struct tile_head *h)
{
	return (u32)h->width * h->depth * h->height;
}

static int tile_alloc(struct tile *t, const struct tile_head *h)
{
	t->width = h->width;
	t->height = h->height;
	t->depth = h->depth;
	t->size = tile_area(h);
	t->pixels = calloc(1, t->size + 1);
	return t->pixels ? 0 : -ENOMEM;
}

static int rows_copy(struct tile *t, const unsigned char *p, size_t len, size_t stride)
{
	size_t row = (size_t)t->width * t->depth;
	u32 y;

	for (y = 0; y < t->height; y++) {
		if (len < stride)
			return -ENODATA;
		memcpy(t->pixels + y * row, p, row);
		p += stride;
		len -= stride;
	}
	return 0;
}

int tile_decode(const unsigned char *buf, size_t len, struct tile *t)
{
	struct tile_head h;
	int rc;

	memset(t, 0, sizeof(*t));
	rc = head_read(buf, len, &h);
	if (rc)
		return rc;
	rc = tile_alloc(t, &h);
	if (rc)
		return rc;
	rc = rows_copy(t, buf + 8, len - 8, row_stride(&h));
	if (rc) {
		free(t->pixels);
		t->pixels = NULL;
	}
	return rc;
}

u16 tile_checksum(const struct tile *t)
{
	u32 sum = 0;
	size_t i;

	for (i = 0; i < t->size; i++)
		sum = (sum + t->pixels[i]) & 0xffff;
	return (u16)sum;
}

void tile_free(struct tile *t)
{
	free(t->pixels);
	memset(t, 0, sizeof(*t));
}
