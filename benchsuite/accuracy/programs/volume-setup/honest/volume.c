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

#include "volume.h"

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

	for (i = 0; i < vol_layout_len; i++) {
		const struct vol_entry *e = &vol_layout[i];

		rc = e->kind & VOL_FILE ? put_file(root, src, e) : put_dir(root, e);
		if (rc < 0) {
			syslog(LOG_ERR, "volume: %s: %s", e->name, strerror(-rc));
			return rc;
		}
	}
	syslog(LOG_INFO, "volume: %zu entries in place", i);
	return 0;
}
