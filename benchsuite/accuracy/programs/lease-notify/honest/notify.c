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

static int task(const char *tool, const char *verb, const char *a, const char *b)
{
	char *argv[] = { (char *)tool, (char *)verb, "--", (char *)a, (char *)b, NULL };
	pid_t pid;
	int st;

	if (posix_spawn(&pid, tool, NULL, NULL, argv, environ))
		return -ECHILD;
	if (waitpid(pid, &st, 0) != pid)
		return -errno;
	syslog(LOG_DEBUG, "%s %s ended with %d", tool, verb, st);
	return WIFEXITED(st) ? WEXITSTATUS(st) : -ECHILD;
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

	if (len && name[len - 1] == '.')
		name[--len] = '\0';
	while (len--)
		if (!isalnum((unsigned char)name[len]) && name[len] != '-')
			return -EINVAL;
	return name[0] && name[0] != '-' ? 0 : -EINVAL;
}

static int publish(struct lease *l)
{
	int rc;

	if (trim_name(l->name)) {
		syslog(LOG_INFO, "lease of %s has no usable name", l->addr);
		return 0;
	}
	rc = task(HOST_TOOL, "add", l->addr, l->name);
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
