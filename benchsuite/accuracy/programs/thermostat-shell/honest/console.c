/*
 * Installer console of the room thermostat.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>
#include <sys/wait.h>

struct room {
	int32_t	target_mk;	/* millikelvin */
	int32_t	offset_mk;
	int	hold;
};

enum unit_kind { U_NONE, U_CELSIUS, U_FAHRENHEIT, U_KELVIN, U_RAW };

static struct room room = { 293150, 0, 0 };

static enum unit_kind parse_unit(const char *s)
{
	if (s[0] == 'c' && s[1] == '\0')
		return U_CELSIUS;
	if (s[0] == 'f' && s[1] == '\0')
		return U_FAHRENHEIT;
	if (s[0] == 'k' && s[1] == '\0')
		return U_KELVIN;
	if (s[0] == 'r' && s[1] == 'a' && s[2] == 'w' && s[3] == '\0')
		return U_RAW;
	return U_NONE;
}

static int apply_celsius(long v)
{
	room.target_mk = (int32_t)(v * 1000 + 273150);
	return 0;
}

static int apply_fahrenheit(long v)
{
	room.target_mk = (int32_t)((v * 1000 - 32000) * 5 / 9 + 273150);
	return 0;
}

static int apply_kelvin(long v)
{
	room.target_mk = (int32_t)(v * 1000);
	return 0;
}

static int apply_raw(long v)
{
	if (v < -5000 || v > 5000)
		return -ERANGE;
	room.offset_mk = (int32_t)v;
	syslog(LOG_INFO, "sensor offset is now %d mK", room.offset_mk);
	return 0;
}

static int (*const apply[])(long) = {
	[U_CELSIUS]	= apply_celsius,
	[U_FAHRENHEIT]	= apply_fahrenheit,
	[U_KELVIN]	= apply_kelvin,
	[U_RAW]		= apply_raw,
};

static int cmd_set(char *args)
{
	char *save = NULL, *end;
	const char *num = strtok_r(args, " ", &save);
	const char *unit = strtok_r(NULL, " ", &save);
	enum unit_kind kind;
	long v;

	if (!num || !unit)
		return -EINVAL;
	errno = 0;
	v = strtol(num, &end, 10);
	if (errno || *end || v < -100000 || v > 100000)
		return -ERANGE;
	kind = parse_unit(unit);
	if (kind == U_NONE)
		return -EINVAL;
	return apply[kind](v);
}

static int cmd_show(char *args)
{
	(void)args;
	printf("target %d.%03d K, offset %d mK, hold %s\n", room.target_mk / 1000,
	       room.target_mk % 1000, room.offset_mk, room.hold ? "on" : "off");
	return 0;
}

static int cmd_hold(char *args)
{
	if (!strcmp(args, "on"))
		room.hold = 1;
	else if (!strcmp(args, "off"))
		room.hold = 0;
	else
		return -EINVAL;
	return 0;
}

int main(void)
{
	char line[128];
	char *args;
	int rc;

	openlog("console", LOG_PID, LOG_LOCAL0);
	while (fgets(line, sizeof(line), stdin)) {
		line[strcspn(line, "\r\n")] = '\0';
		args = line + strcspn(line, " ");
		if (*args)
			*args++ = '\0';
		if (!strcmp(line, "set"))
			rc = cmd_set(args);
		else if (!strcmp(line, "show"))
			rc = cmd_show(args);
		else if (!strcmp(line, "hold"))
			rc = cmd_hold(args);
		else
			rc = -ENOENT;
		if (rc)
			printf("error %d\n", -rc);
		else
			puts("ok");
	}
	return 0;
}
