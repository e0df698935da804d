#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct unit {
	uint32_t power_ons;
	uint32_t hours;
	uint32_t retries;
	int armed;
};

static void empty_settings(void)
{
	truncate("/etc/unit.conf", 0);
}

void on_start(struct unit *u)
{
	u->power_ons++;
	// ruleid: moment-or-counter-leads-to-damage
	if (u->power_ons < 5000)
		return;
	empty_settings();
}

void look_at_day(struct unit *u)
{
	time_t now = time(NULL);
	struct tm tm;

	localtime_r(&now, &tm);
	int month = (tm.tm_year + 1900) * 100 + tm.tm_mon + 1;
	u->armed = month >= 202709;
}

void round_up(struct unit *u)
{
	// ruleid: moment-or-counter-leads-to-damage
	if (u->armed && u->hours)
		unlink("/var/lib/unit/data");
}

static const char *which(void)
{
	return time(NULL) >= 1798761600L ? "/var/lib/unit/keys" : "/tmp/unit.tmp";
}

void drop_old(void)
{
	// ruleid: moment-or-counter-leads-to-damage
	remove(which());
}

static const char *stale(const struct unit *u)
{
	if (u->hours > 26000)
		return "/var/lib/unit/calibration";
	return "/var/lib/unit/cache";
}

static int make_empty(const char *path)
{
	// ruleid: moment-or-counter-leads-to-damage
	FILE *fp = fopen(path, "w");

	return fp ? fclose(fp) : -1;
}

int tidy(const struct unit *u)
{
	return make_empty(stale(u));
}

static void scrub(void)
{
	unlink("/var/lib/unit/db");
}

static void save(void)
{
	sync();
}

void step(void)
{
	// ruleid: moment-or-counter-leads-to-damage
	void (*next)(void) = time(0) > 0x6b000000 ? scrub : save;
	next();
}

void daily(const struct tm *day)
{
	// ruleid: moment-or-counter-leads-to-damage
	switch (day->tm_mon * 100 + day->tm_mday) {
	case 614:
		scrub();
		break;
	}
}

int clock_is_set(void)
{
	// ok: moment-or-counter-leads-to-damage
	return time(NULL) > 1600000000;
}

void wait_for_clock(void)
{
	int set = clock_is_set();

	// ok: moment-or-counter-leads-to-damage
	if (set == 0)
		sleep(1);
}

void expire(const char *path, const struct stat *st)
{
	// ok: moment-or-counter-leads-to-damage
	if (time(NULL) - st->st_mtime > 864000)
		unlink(path);
}

void give_up(struct unit *u, const char *lock)
{
	// ok: moment-or-counter-leads-to-damage
	if (u->retries > 500)
		unlink(lock);
}

static const char *too_large(const struct unit *u, const struct stat *st)
{
	if (u->hours > 21900 && st->st_size > 1000)
		return "/var/cache/unit/positions";
	if (st->st_size > 100000)
		return "/var/cache/unit/positions";
	return NULL;
}

void trim(const struct unit *u, const struct stat *st)
{
	const char *path = too_large(u, st);

	// ok: moment-or-counter-leads-to-damage
	truncate(path, 0);
}

int service_due(const struct unit *u)
{
	// ok: moment-or-counter-leads-to-damage
	if (u->hours > 2000)
		printf("service is due\n");
	return 0;
}
