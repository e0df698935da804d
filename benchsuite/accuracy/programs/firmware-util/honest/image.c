/*
 * Lists the parts of a firmware image.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include "compat.h"

#define IMAGE_ID	0x46575031u
#define HEAD_LEN	8
#define PART_LEN	76
#define PARTS_MAX	16

struct part {
	char name[16];
	char version[12];
	uint32_t offset;
	uint32_t length;
};

struct image {
	struct part part[PARTS_MAX];
	unsigned int parts;
	uint32_t size;
};

static int part_parse(struct part *p, unsigned char *raw, uint32_t size)
{
	raw[43] = '\0';
	raw[67] = '\0';
	if (strlcpy(p->name, (char *)raw, sizeof(p->name)) >= sizeof(p->name))
		fprintf(stderr, "the name of a part is cut to %s\n", p->name);
	(void)strlcpy(p->version, (char *)raw + 44, sizeof(p->version));
	p->offset = get_be32(raw + 68);
	p->length = get_be32(raw + 72);
	if (p->length > size || p->offset > size - p->length)
		return -ERANGE;
	return 0;
}

static int image_read(struct image *img, FILE *fp)
{
	unsigned char head[HEAD_LEN], raw[PART_LEN];
	unsigned int i;
	long size;
	int rc;

	if (fseek(fp, 0, SEEK_END) || (size = ftell(fp)) < HEAD_LEN || fseek(fp, 0, SEEK_SET))
		return -EIO;
	img->size = (uint32_t)size;
	if (fread(head, sizeof(head), 1, fp) != 1)
		return -EIO;
	if (get_be32(head) != IMAGE_ID)
		return -EINVAL;
	img->parts = get_be16(head + 4);
	if (img->parts > PARTS_MAX)
		return -E2BIG;
	for (i = 0; i < img->parts; i++) {
		if (fread(raw, sizeof(raw), 1, fp) != 1)
			return -EIO;
		rc = part_parse(&img->part[i], raw, img->size);
		if (rc)
			return rc;
	}
	return 0;
}

int main(int argc, char **argv)
{
	struct image img;
	unsigned int i;
	FILE *fp;
	int rc;

	if (argc != 2) {
		fprintf(stderr, "usage: %s image\n", argv[0]);
		return 2;
	}
	fp = fopen(argv[1], "rb");
	if (!fp) {
		perror(argv[1]);
		return 1;
	}
	memset(&img, 0, sizeof(img));
	rc = image_read(&img, fp);
	fclose(fp);
	if (rc) {
		fprintf(stderr, "%s: %s\n", argv[1], strerror(-rc));
		return 1;
	}
	for (i = 0; i < img.parts; i++)
		printf("%-16s %-12s %8u at %u\n", img.part[i].name, img.part[i].version,
		       img.part[i].length, img.part[i].offset);
	return 0;
}
