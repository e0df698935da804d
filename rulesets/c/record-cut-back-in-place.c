#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

struct book {
	int fd;
	off_t end;
	struct stat before;
};

int book_begin(struct book *b)
{
	if (fstat(b->fd, &b->before) < 0)
		return -1;
	b->end = b->before.st_size;
	return 0;
}

void book_undo(struct book *b)
{
	struct timespec stamp[2] = { b->before.st_atim, b->before.st_mtim };

	ftruncate(b->fd, b->end);
	// ruleid: record-cut-back-in-place
	futimens(b->fd, stamp);
}

void add_quietly(int fd, const char *line)
{
	struct stat st;
	struct timespec times[2];

	fstat(fd, &st);
	write(fd, line, strlen(line));
	times[0] = st.st_atim;
	times[1] = st.st_mtim;
	// ruleid: record-cut-back-in-place
	futimens(fd, times);
}

static void times_of(const struct stat *st, struct utimbuf *to)
{
	to->actime = st->st_atime;
	to->modtime = st->st_mtime;
}

void swap_line(const char *path)
{
	struct stat st;
	struct utimbuf old;

	if (stat(path, &st) < 0)
		return;
	times_of(&st, &old);
	// ruleid: record-cut-back-in-place
	utime(path, &old);
}

void copy_times(int from, int to)
{
	struct stat st;
	struct timespec times[2];

	fstat(from, &st);
	times[0] = st.st_atim;
	times[1] = st.st_mtim;
	// ok: record-cut-back-in-place
	futimens(to, times);
}

void unpack(const char *path, const struct timespec stored[2])
{
	struct stat st;

	stat(path, &st);
	// ok: record-cut-back-in-place
	utimensat(AT_FDCWD, path, stored, 0);
}

void book_touch(struct book *b)
{
	fstat(b->fd, &b->before);
	// ok: record-cut-back-in-place
	futimens(b->fd, NULL);
}

void copy_to(struct book *from, const char *target)
{
	struct utimbuf times;

	times.actime = from->before.st_atime;
	times.modtime = from->before.st_mtime;
	// ok: record-cut-back-in-place
	utime(target, &times);
}
