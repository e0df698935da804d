/*
 * notify.c - tells the rest of the router about new DHCP leases
 */
#include <ctype.h>
#include <errno.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

#define HOST_TOOL "/usr/sbin/hostsctl"

extern char **environ;

struct lease {
	char mac[18];
	char addr[16];
	char name[256];
	unsigned long expires;
};

static int task(const char *fmt, ...)
{
	char line[512];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	if (n < 0 || (size_t)n >= sizeof(line))
		return -E2BIG;
	n = system(line);
	return WIFEXITED(n) ? WEXITSTATUS(n) : -ECHILD;
}

static int parse_lease(char *line, struct lease *l)
{
	/* <expires> <mac> <address> <name> */
	if (sscanf(line, "%lu %17s %15s %255s", &l->expires, l->mac,
		   l->addr, l->name) != 4)
		return -EINVAL;
	if (!strcmp(l->name, "*"))
		l->name[0] = '\0';
	return 0;
}

static int trim_name(char *name)
{
	size_t len = strlen(name);

	while (len && isspace((unsigned char)name[len - 1]))
		name[--len] = '\0';
	if (len && name[len - 1] == '.')
		name[--len] = '\0';
	return len ? 0 : -EINVAL;
}

static int publish(struct lease *l)
{
	int rc;

	if (trim_name(l->name)) {
		syslog(LOG_INFO, "lease of %s has no usable name", l->addr);
		return 0;
	}
	rc = task("%s add %s %s", HOST_TOOL, l->addr, l->name);
	if (rc)
		syslog(LOG_WARNING, "cannot publish %s: %d", l->addr, rc);
	return rc;
}

int notify_all(const char *lease_file)
{
	char line[400];
	struct lease l;
	FILE *fp = fopen(lease_file, "r");
	int failed = 0;

	if (!fp) {
		syslog(LOG_ERR, "%s: %s", lease_file, strerror(errno));
		return -errno;
	}
	while (fgets(line, sizeof(line), fp)) {
		memset(&l, 0, sizeof(l));
		if (parse_lease(line, &l)) {
			syslog(LOG_NOTICE, "odd line in %s", lease_file);
			continue;
		}
		if (publish(&l))
			failed++;
	}
	fclose(fp);
	return failed;
}
