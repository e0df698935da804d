#ifndef SHA256_H
#define SHA256_H

#include <stddef.h>
#include <stdint.h>

struct sha256 {
	uint32_t h[8];
	uint64_t bytes;
	uint8_t block[64];
};

void sha256_begin(struct sha256 *c);
void sha256_add(struct sha256 *c, const void *data, size_t n);
void sha256_end(struct sha256 *c, uint8_t out[32]);

#endif
