#ifndef CRYPT_LITE_H
#define CRYPT_LITE_H

#include <stddef.h>
#include <stdint.h>

#define CL_HASH_HEX 33
#define CL_KEY      16

struct cl_stream {
	uint8_t s[256];
	uint8_t i, j;
};

void cl_salt(char *out, size_t n);
void cl_hash_password(const char *pass, const char *salt, char *out);
void cl_set_key(struct cl_stream *st, const uint8_t *key, size_t n);
void cl_set_iv(struct cl_stream *st, const uint8_t *iv, size_t n);
void cl_crypt(struct cl_stream *st, uint8_t *buf, size_t n);
int  cl_open_backup(const char *keyfile, uint8_t *buf, size_t n);
int  cl_seal_report(uint8_t *buf, size_t n);

#endif
