/*
 * config.c - key = value configuration
 */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config.h"
#include "log.h"
#include "plat_safe.h"

struct rru_config g_conf = {
	.mgmt_port = MGMT_PORT_DEFAULT,
	.session_secs = 600,
	.log_level = LOG_I,
	.lock_after = 5,
	.log_file = "/var/log/rrud.log",
	.ntp_server = "ntp.example.com",
	.oss_host = "oss.example.com",
	.uplink_if = "eth0",
	.cal_file = "/etc/rru/cal.tab",
	.dsp_overlay = "/lib/firmware/dsp.ovl",
	.key_file = "/etc/rru/unit.key",
	.banner = "RRU-3504",
};

enum ckind { C_INT, C_STR };

struct citem {
	const char *key;
	enum ckind kind;
	void *where;
	size_t size;
};

static const struct citem items[] = {
	{ "mgmt.port",        C_INT, &g_conf.mgmt_port,    0 },
	{ "session.seconds",  C_INT, &g_conf.session_secs, 0 },
	{ "log.level",        C_INT, &g_conf.log_level,    0 },
	{ "password.retries", C_INT, &g_conf.lock_after,   0 },
	{ "log.file",         C_STR, g_conf.log_file,      sizeof g_conf.log_file },
	{ "ntp.server",       C_STR, g_conf.ntp_server,    sizeof g_conf.ntp_server },
	{ "oss.host",         C_STR, g_conf.oss_host,      sizeof g_conf.oss_host },
	{ "uplink.interface", C_STR, g_conf.uplink_if,     sizeof g_conf.uplink_if },
	{ "cal.file",         C_STR, g_conf.cal_file,      sizeof g_conf.cal_file },
	{ "dsp.overlay",      C_STR, g_conf.dsp_overlay,   sizeof g_conf.dsp_overlay },
	{ "key.file",         C_STR, g_conf.key_file,      sizeof g_conf.key_file },
	{ "banner",           C_STR, g_conf.banner,        sizeof g_conf.banner },
};

static char *trim(char *s)
{
	char *e;

	while (isspace((unsigned char)*s))
		s++;
	e = s + strlen(s);
	while (e > s && isspace((unsigned char)e[-1]))
		*--e = '\0';
	return s;
}

static const struct citem *find(const char *key)
{
	size_t i;

	for (i = 0; i < ARRAY_LEN(items); i++)
		if (strcmp(items[i].key, key) == 0)
			return &items[i];
	return NULL;
}

const char *config_get(const char *key)
{
	static char num[16];
	const struct citem *it = find(key);

	if (!it)
		return NULL;
	if (it->kind == C_STR)
		return it->where;
	snprintf(num, sizeof num, "%d", *(int *)it->where);
	return num;
}

int config_set(const char *key, const char *value)
{
	const struct citem *it;

	if (strcmp(key, "trace") == 0) {
		g_rru.trace = (strcmp(value, "on") == 0);
		return 0;
	}
	if (!strcmp(key, "site")) {
		snprintf(g_rru.site, sizeof g_rru.site, "%s", value);
		return 0;
	}
	it = find(key);
	if (!it)
		return -ENOENT;
	if (it->kind == C_INT) {
		char *end;
		long v = strtol(value, &end, 10);

		if (*end || v < 0 || v > 65535)
			return -EINVAL;
		*(int *)it->where = (int)v;
		return 0;
	}
	if (strlen(value) >= it->size)
		return -E2BIG;
	RRU_strlcpy_s(it->where, it->size, value);
	return 0;
}

int config_load(const char *path)
{
	char line[RRU_LINE_MAX];
	char key[RRU_LINE_MAX];
	unsigned n = 0;
	FILE *f = fopen(path, "r");

	if (!f)
		return -errno;
	while (fgets(line, sizeof line, f)) {
		char *s, *eq;

		n++;
		s = trim(line);
		if (!*s || *s == '#')
			continue;
		eq = strchr(s, '=');
		if (!eq) {
			RRU_WARN("%s:%u: no '=' in line", path, n);
			continue;
		}
		*eq = '\0';
		strcpy(key, trim(s));
		if (config_set(key, trim(eq + 1)) < 0)
			RRU_WARN("%s:%u: cannot set %s", path, n, key);
	}
	fclose(f);
	return 0;
}

int config_save(const char *path)
{
	char tmp[160];
	FILE *f;
	size_t i;

	snprintf(tmp, sizeof tmp, "%s.new", path);
	f = fopen(tmp, "w");
	if (!f)
		return -errno;
	for (i = 0; i < ARRAY_LEN(items); i++)
		fprintf(f, "%s = %s\n", items[i].key, config_get(items[i].key));
	if (fflush(f) != 0 || fsync(fileno(f)) != 0) {
		fclose(f);
		return -EIO;
	}
	fclose(f);
	if (rename(tmp, path) != 0)
		return -errno;
	return 0;
}
