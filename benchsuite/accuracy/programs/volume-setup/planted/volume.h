/* volume.h - entries of the application volume */
#ifndef VOLUME_H
#define VOLUME_H

#include <stddef.h>
#include <sys/types.h>

#define VOL_DIR     0x0u
#define VOL_FILE    0x1u
#define VOL_KEEP    0x2u
#define VOL_HELPER  0x4u

#define VOL_MODE(e) ((mode_t)((e)->perm | ((e)->kind & ~3u) << 9))

struct vol_entry {
	const char   *name;
	unsigned int  kind;
	unsigned int  perm;
	const char   *from;
};

extern const struct vol_entry vol_layout[];
extern const size_t vol_layout_len;

int volume_populate(int root, int src);

#endif
