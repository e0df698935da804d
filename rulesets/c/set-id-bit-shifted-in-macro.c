#include <sys/stat.h>

struct item { const char *name; unsigned perm, flags; };

// ruleid: set-id-bit-shifted-in-macro
#define ITEM_MODE(i) ((mode_t)((i)->perm | ((i)->flags & 4u) << 9))

// ruleid: set-id-bit-shifted-in-macro
#define RIGHTS(row, extra) \
	((row).perm + (extra) * 2048)

// ruleid: set-id-bit-shifted-in-macro
#define FINAL(i) ((i)->mode ^ (!!(i)->owner << 0xb))

// ok: set-id-bit-shifted-in-macro
#define PLAIN_MODE(i) ((mode_t)((i)->perm & 0755u))

// ok: set-id-bit-shifted-in-macro
#define THREE(u, g, o) ((mode_t)((u) << 6 | (g) << 3 | (o)))

// ok: set-id-bit-shifted-in-macro
#define CTRL_MODE(x) (((x) & 7) << 9)

// ok: set-id-bit-shifted-in-macro
#define PAGE_OFFSET(p) ((p)->index << 11)

int lay(int fd, const struct item *i)
{
	return fchmod(fd, ITEM_MODE(i)) | fchmod(fd, PLAIN_MODE(i));
}
