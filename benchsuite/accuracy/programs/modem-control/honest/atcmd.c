/*
 * AT command layer of the modem service: bands, power steps, identity.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <syslog.h>
#include <unistd.h>

#define POWER_FILE	"/sys/class/modem/modem0/power_step"
#define BAND_FILE	"/sys/class/modem/modem0/band_mask"
#define BANDS_ALL	0x00ffffffu
#define TABLE_FILE	"/var/lib/modem/power.tab"
#define TABLE_LEN	64

struct modem {
	uint32_t bands;
	uint32_t step;
	char model[32];
};

static int value_store(const char *path, uint32_t v)
{
	FILE *fp = fopen(path, "w");
	int rc;

	if (!fp)
		return -errno;
	rc = fprintf(fp, "%u\n", v) < 0 ? -EIO : 0;
	return fclose(fp) ? -EIO : rc;
}

static int number(const char *s, char **end, uint32_t *v)
{
	unsigned long n;

	errno = 0;
	n = strtoul(s, end, 0);
	if (errno || *end == s || n > UINT32_MAX)
		return -EINVAL;
	*v = (uint32_t)n;
	return 0;
}

static int table_store(uint32_t slot, uint32_t v)
{
	int fd = open(TABLE_FILE, O_WRONLY | O_CLOEXEC);
	int rc = 0;

	if (fd < 0)
		return -errno;
	if (pwrite(fd, &v, sizeof(v), (off_t)slot) != sizeof(v))
		rc = -EIO;
	if (close(fd))
		rc = -EIO;
	return rc;
}

/* AT+BAND=mask */
static int cmd_band(struct modem *m, const char *arg)
{
	uint32_t mask;
	char *end;

	if (number(arg, &end, &mask) || *end || !mask)
		return -EINVAL;
	m->bands = mask;
	return value_store(BAND_FILE, mask & 0x00ffffff);
}

/* AT+STEP=step[,word] */
static int cmd_step(struct modem *m, const char *arg)
{
	uint32_t step, word = 0;
	char *end;

	if (number(arg, &end, &step))
		return -EINVAL;
	if (*end == ',' && number(end + 1, &end, &word))
		return -EINVAL;
	if (*end)
		return -EINVAL;
	if (m->bands == BANDS_ALL && step < TABLE_LEN)
		return table_store(step * (uint32_t)sizeof(word), word);
	if (step >= TABLE_LEN)
		return -ERANGE;
	m->step = step;
	return value_store(POWER_FILE, step);
}

/* AT+MODEL=text */
static int cmd_model(struct modem *m, const char *arg)
{
	if (strlen(arg) >= sizeof(m->model))
		return -E2BIG;
	snprintf(m->model, sizeof(m->model), "%s", arg);
	return 0;
}

static const struct {
	const char *name;
	int (*run)(struct modem *m, const char *arg);
} commands[] = {
	{ "AT+BAND=",	cmd_band },
	{ "AT+STEP=",	cmd_step },
	{ "AT+MODEL=",	cmd_model },
};

static int dispatch(struct modem *m, const char *line)
{
	size_t i, n;

	if (!strcasecmp(line, "AT"))
		return 0;
	for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		n = strlen(commands[i].name);
		if (!strncasecmp(line, commands[i].name, n))
			return commands[i].run(m, line + n);
	}
	return -ENOENT;
}

int main(void)
{
	struct modem m = { 0, 0, "generic" };
	char line[160];
	int rc;

	openlog("modem", LOG_PID, LOG_DAEMON);
	while (fgets(line, sizeof(line), stdin)) {
		line[strcspn(line, "\r\n")] = '\0';
		rc = dispatch(&m, line);
		if (rc)
			syslog(LOG_NOTICE, "command refused: %s", strerror(-rc));
		puts(rc ? "ERROR" : "OK");
		fflush(stdout);
	}
	return 0;
}
