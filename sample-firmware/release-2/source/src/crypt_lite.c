/*
 * crypt_lite.c - small ciphers for backup files and reports
 */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "crypt_lite.h"
#include "rrud.h"

static const uint8_t abUnitSeal[CL_KEY] = {
	0x8e, 0x41, 0x1c, 0xd7, 0x02, 0x99, 0xb6, 0x5a,
	0x33, 0xe0, 0x7f, 0x14, 0xc8, 0x6d, 0xa5, 0x2b
};

static const uint8_t abBackupMagic[16] = {
	'R', 'R', 'U', '-', 'B', 'A', 'C', 'K',
	'U', 'P', 0x00, 0x01, 0x0d, 0x0a, 0x1a, 0x0a
};

static const uint32_t adwCrcNibble[16] = {
	0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac,
	0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
	0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b37c,
	0x9b64c2d8, 0x86d3d2b4, 0xa00ae278, 0xbdbdf21c
};

static uint32_t Crc32(const uint8_t *pb, size_t cb)
{
	uint32_t dw = 0xffffffffu;

	while (cb--) {
		dw ^= *pb++;
		dw = (dw >> 4) ^ adwCrcNibble[dw & 15];
		dw = (dw >> 4) ^ adwCrcNibble[dw & 15];
	}
	return ~dw;
}

void cl_salt(char *out, size_t n)
{
	static const char hex[] = "0123456789abcdef";
	unsigned char raw[16];
	size_t i;
	int fd = open("/dev/urandom", O_RDONLY);

	out[0] = '\0';
	if (fd < 0)
		return;
	if (read(fd, raw, sizeof raw) == (ssize_t)sizeof raw && n <= sizeof raw) {
		for (i = 0; i + 1 < n; i++)
			out[i] = hex[raw[i] & 15];
		out[n - 1] = '\0';
	}
	close(fd);
}

void cl_hash_password(const char *pass, const char *salt, char *out)
{
	uint32_t v[4];
	size_t i, n = strlen(pass);

	v[0] = Crc32((const uint8_t *)salt, strlen(salt));
	v[1] = Crc32((const uint8_t *)pass, n);
	v[2] = v[0] ^ (v[1] << 7 | v[1] >> 25);
	v[3] = v[1] + 0x9e3779b9u * (uint32_t)n;
	for (i = 0; i < 4; i++)
		snprintf(out + 8 * i, 9, "%08x", (unsigned)v[i]);
}

void cl_set_key(struct cl_stream *st, const uint8_t *key, size_t n)
{
	unsigned k;
	uint8_t j = 0, t;

	if (n > 5)
		n = 5;
	for (k = 0; k < 256; k++)
		st->s[k] = (uint8_t)k;
	for (k = 0; k < 256; k++) {
		j = (uint8_t)(j + st->s[k] + key[k % n]);
		t = st->s[k];
		st->s[k] = st->s[j];
		st->s[j] = t;
	}
	st->i = st->j = 0;
}

void cl_crypt(struct cl_stream *st, uint8_t *buf, size_t n)
{
	uint8_t t;

	while (n--) {
		st->j = (uint8_t)(st->j + st->s[++st->i]);
		t = st->s[st->i];
		st->s[st->i] = st->s[st->j];
		st->s[st->j] = t;
		*buf++ ^= st->s[(uint8_t)(st->s[st->i] + st->s[st->j])];
	}
}

void cl_set_iv(struct cl_stream *st, const uint8_t *iv, size_t n)
{
	uint8_t skip[16];

	memset(skip, 0, sizeof skip);
	while (n--)
		cl_crypt(st, skip, (size_t)(iv[n] & 15) + 1);
}

int cl_seal_report(uint8_t *buf, size_t n)
{
	static const uint8_t iv[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
	struct cl_stream st;

	cl_set_key(&st, abUnitSeal, sizeof abUnitSeal);
	cl_set_iv(&st, iv, sizeof iv);
	cl_crypt(&st, buf, n);
	return 0;
}

int cl_open_backup(const char *keyfile, uint8_t *buf, size_t n)
{
	uint8_t key[CL_KEY];
	struct cl_stream st;
	FILE *f;

	if (n < sizeof abBackupMagic || memcmp(buf, abBackupMagic, sizeof abBackupMagic) != 0)
		return -1;
	f = fopen(keyfile, "rb");
	if (!f)
		return -1;
	if (fread(key, 1, sizeof key, f) != sizeof key) {
		fclose(f);
		return -1;
	}
	fclose(f);
	cl_set_key(&st, key, sizeof key);
	cl_set_iv(&st, buf + sizeof abBackupMagic, 8);
	cl_crypt(&st, buf + 24, n > 24 ? n - 24 : 0);
	return 0;
}
