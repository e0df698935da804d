/*
 * volume.c - lay out the application volume on first boot
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <syslog.h>
#include <unistd.h>

#define VOL_DIR     0x0u
#define VOL_FILE    0x1u
#define VOL_KEEP    0x2u
#define VOL_HELPER  0x4u	/* built apart from the daemon */

#define VOL_MODE(e) ((mode_t)((e)->perm & 0755u))

struct vol_entry {
	const char   *name;
	unsigned int  kind;
	unsigned int  perm;
	const char   *from;
};

static const struct vol_entry layout[] = {
	{ "bin",              VOL_DIR,               0755, NULL },
	{ "etc",              VOL_DIR,               0750, NULL },
	{ "etc/app.conf",     VOL_FILE | VOL_KEEP,   0640, "defaults/app.conf" },
	{ "bin/netinfo",      VOL_FILE | VOL_HELPER, 0755, "stage/netinfo" },
	{ "bin/appd",         VOL_FILE,              0755, "stage/appd" },
	{ "share",            VOL_DIR,               0755, NULL },
	{ "share/strings.db", VOL_FILE,              0644, "stage/strings.db" },
};

static int copy_data(int in, int out)
{
	char buf[8192];
	ssize_t n, off, w;

	while ((n = read(in, buf, sizeof(buf))) > 0) {
		for (off = 0; off < n; off += w) {
			w = write(out, buf + off, (size_t)(n - off));
			if (w < 0)
				return -errno;
		}
	}
	return n < 0 ? -errno : 0;
}

static int put_file(int root, int src, const struct vol_entry *e)
{
	int in, out, rc;

	in = openat(src, e->from, O_RDONLY | O_CLOEXEC);
	if (in < 0)
		return -errno;
	out = openat(root, e->name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (out < 0) {
		rc = errno == EEXIST && (e->kind & VOL_KEEP) ? 0 : -errno;
		close(in);
		return rc;
	}
	rc = copy_data(in, out);
	if (rc == 0 && fchown(out, 0, 0) < 0)
		rc = -errno;
	if (rc == 0 && fchmod(out, VOL_MODE(e)) < 0)
		rc = -errno;
	if (rc == 0 && fsync(out) < 0)
		rc = -errno;
	close(out);
	close(in);
	return rc;
}

static int put_dir(int root, const struct vol_entry *e)
{
	if (mkdirat(root, e->name, (mode_t)e->perm) < 0 && errno != EEXIST)
		return -errno;
	return 0;
}

int volume_populate(int root, int src)
{
	size_t i;
	int rc;

	for (i = 0; i < sizeof(layout) / sizeof(layout[0]); i++) {
		const struct vol_entry *e = &layout[i];

		rc = e->kind & VOL_FILE ? put_file(root, src, e) : put_dir(root, e);
		if (rc < 0) {
			syslog(LOG_ERR, "volume: %s: %s", e->name, strerror(-rc));
			return rc;
		}
	}
	syslog(LOG_INFO, "volume: %zu entries in place", i);
	return 0;
}
