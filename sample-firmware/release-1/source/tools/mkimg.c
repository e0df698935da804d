/*
 * mkimg - pack files into one flat image
 *
 * The list gives mode, name in the image and source file, one entry a line, sorted by name in byte order.
 * The image depends on the list and the file contents only: no times, no owners, no modes of the build host.
 *
 *   "RRUIMG1\n"  name[16]  version[16]  u32 count
 *   count times: u16 mode  u16 name length  u32 size  name  data
 *   u32 crc32 of everything before
 *
 * All numbers are big endian.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_ENTRIES 256
#define MAX_NAME    200

struct entry {
	unsigned mode;
	char name[MAX_NAME];
	char path[MAX_NAME];
};

static struct entry entries[MAX_ENTRIES];
static size_t nentries;
static uint32_t crc = 0xffffffffu;

static void die(const char *what, const char *arg)
{
	fprintf(stderr, "mkimg: %s: %s\n", what, arg);
	exit(1);
}

static void crc_update(const unsigned char *p, size_t n)
{
	int k;

	while (n--) {
		crc ^= *p++;
		for (k = 0; k < 8; k++)
			crc = (crc >> 1) ^ ((crc & 1u) ? 0xedb88320u : 0u);
	}
}

static void put(FILE *f, const void *p, size_t n)
{
	crc_update(p, n);
	if (fwrite(p, 1, n, f) != n)
		die("write", strerror(errno));
}

static void put16(FILE *f, unsigned v)
{
	unsigned char b[2];

	b[0] = (unsigned char)(v >> 8);
	b[1] = (unsigned char)v;
	put(f, b, sizeof b);
}

static void put32(FILE *f, uint32_t v)
{
	unsigned char b[4];

	b[0] = (unsigned char)(v >> 24);
	b[1] = (unsigned char)(v >> 16);
	b[2] = (unsigned char)(v >> 8);
	b[3] = (unsigned char)v;
	put(f, b, sizeof b);
}

static void put_padded(FILE *f, const char *s, size_t width)
{
	char b[32];
	size_t n = strlen(s);

	if (width > sizeof b || n >= width)
		die("name too long", s);
	memset(b, 0, sizeof b);
	memcpy(b, s, n);
	put(f, b, width);
}

static void read_list(const char *file)
{
	char line[2 * MAX_NAME + 16];
	FILE *f = fopen(file, "r");

	if (!f)
		die(file, strerror(errno));
	while (fgets(line, sizeof line, f)) {
		struct entry *e;
		char *mode, *name, *path;

		line[strcspn(line, "\r\n")] = '\0';
		if (!line[0] || line[0] == '#')
			continue;
		mode = line;
		name = strchr(mode, ' ');
		if (!name)
			die("bad line in list", line);
		*name++ = '\0';
		path = strchr(name, ' ');
		if (!path)
			die("bad line in list", name);
		*path++ = '\0';
		if (nentries == MAX_ENTRIES)
			die("too many entries", name);
		if (strlen(name) >= MAX_NAME || strlen(path) >= MAX_NAME)
			die("name too long", name);
		e = &entries[nentries];
		e->mode = (unsigned)strtoul(mode, NULL, 8);
		snprintf(e->name, sizeof e->name, "%s", name);
		snprintf(e->path, sizeof e->path, "%s", path);
		if (nentries && strcmp(entries[nentries - 1].name, e->name) >= 0)
			die("list is not in byte order", name);
		nentries++;
	}
	fclose(f);
}

static void add_file(FILE *out, const struct entry *e)
{
	unsigned char *data;
	long size = 0;
	FILE *f = fopen(e->path, "rb");

	if (!f)
		die(e->path, strerror(errno));
	if (fseek(f, 0, SEEK_END) != 0 || (size = ftell(f)) < 0 || fseek(f, 0, SEEK_SET) != 0)
		die(e->path, strerror(errno));
	if (size > 16L * 1024 * 1024)
		die("file too large", e->path);
	data = malloc((size_t)size + 1);
	if (!data)
		die("out of memory", e->path);
	if (fread(data, 1, (size_t)size, f) != (size_t)size)
		die("short read", e->path);
	fclose(f);

	put16(out, e->mode);
	put16(out, (unsigned)strlen(e->name));
	put32(out, (uint32_t)size);
	put(out, e->name, strlen(e->name));
	put(out, data, (size_t)size);
	free(data);
}

int main(int argc, char **argv)
{
	const char *list = NULL, *name = "image", *version = "0", *output = NULL;
	FILE *out;
	size_t i;
	int a;

	for (a = 1; a + 1 < argc; a += 2) {
		if (!strcmp(argv[a], "-l"))
			list = argv[a + 1];
		else if (!strcmp(argv[a], "-n"))
			name = argv[a + 1];
		else if (!strcmp(argv[a], "-v"))
			version = argv[a + 1];
		else if (!strcmp(argv[a], "-o"))
			output = argv[a + 1];
		else
			die("unknown option", argv[a]);
	}
	if (!list || !output || a != argc)
		die("usage", "mkimg -l LIST -n NAME -v VERSION -o IMAGE");

	read_list(list);
	out = fopen(output, "wb");
	if (!out)
		die(output, strerror(errno));
	put(out, "RRUIMG1\n", 8);
	put_padded(out, name, 16);
	put_padded(out, version, 16);
	put32(out, (uint32_t)nentries);
	for (i = 0; i < nentries; i++)
		add_file(out, &entries[i]);
	put32(out, crc ^ 0xffffffffu);
	if (fclose(out) != 0)
		die(output, strerror(errno));
	return 0;
}
