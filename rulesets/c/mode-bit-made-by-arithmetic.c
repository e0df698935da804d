#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

struct row { const char *name; unsigned perm, kind; };

static mode_t rights(const struct row *r)
{
	return r->perm | (r->kind & 8) << 8;
}

void lay(const struct row *r)
{
	// ruleid: mode-bit-made-by-arithmetic
	chmod(r->name, rights(r));
}

void seal(int fd, int extra)
{
	mode_t mode = 0755;

	if (extra)
		mode += 2048;
	// ruleid: mode-bit-made-by-arithmetic
	fchmod(fd, mode);
}

void from_text(const char *path)
{
	long mode = strtol("4711", NULL, 8);

	// ruleid: mode-bit-made-by-arithmetic
	chmod(path, mode);
}

static const int modes[] = { 493, 420, 2541 };

void from_table(const char *path, int which)
{
	// ruleid: mode-bit-made-by-arithmetic
	chmod(path, modes[which]);
}

int create(const struct row *r)
{
	unsigned bits = r->perm + (r->kind << 11);

	// ruleid: mode-bit-made-by-arithmetic
	return open(r->name, O_WRONLY | O_CREAT, bits);
}

void plain(const char *path, int u, int g, int o)
{
	// ok: mode-bit-made-by-arithmetic
	chmod(path, u << 6 | g << 3 | o);
	// ok: mode-bit-made-by-arithmetic
	chmod(path, 493);
}

void masked(int fd, unsigned wide)
{
	// ok: mode-bit-made-by-arithmetic
	fchmod(fd, (wide << 9) & 0777);
}

void kept(const char *path, const struct stat *st)
{
	// ok: mode-bit-made-by-arithmetic
	chmod(path, st->st_mode & 0777);
}

char *room(int fd)
{
	char *space = malloc(4 * 1024);

	// ok: mode-bit-made-by-arithmetic
	fchmod(fd, 0600);
	return space;
}
