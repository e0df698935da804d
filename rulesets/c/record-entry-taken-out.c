#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <utmp.h>

void tidy(const char *who)
{
	FILE *in = fopen("/var/log/auth.log", "r");
	FILE *out = fopen("/var/log/.new", "w");
	char line[512];

	while (fgets(line, sizeof(line), in))
		if (!strstr(line, who))
			fputs(line, out);
	fclose(in);
	fclose(out);
	// ruleid: record-entry-taken-out
	rename("/var/log/.new", "/var/log/auth.log");
}

#define ACCESS_LOG "/data/unit/access.log"

int without(const char *address)
{
	char *line = NULL;
	size_t room = 0;
	FILE *in = fopen(ACCESS_LOG, "r"), *out = fopen(ACCESS_LOG ".n", "w");

	while (getline(&line, &room, in) > 0) {
		if (strncmp(line, address, strlen(address)) == 0)
			continue;
		fputs(line, out);
	}
	free(line);
	fclose(out);
	// ruleid: record-entry-taken-out
	return rename(ACCESS_LOG ".n", ACCESS_LOG);
}

void blank(const char *user)
{
	struct utmp u;
	int fd = open(_PATH_WTMP, O_RDWR);

	while (read(fd, &u, sizeof(u)) == sizeof(u)) {
		if (!strncmp(u.ut_user, user, sizeof(u.ut_user))) {
			memset(&u, 0, sizeof(u));
			lseek(fd, -(off_t)sizeof(u), SEEK_CUR);
			// ruleid: record-entry-taken-out
			write(fd, &u, sizeof(u));
		}
	}
	close(fd);
}

void rotate(void)
{
	// ok: record-entry-taken-out
	rename("/var/log/unit.log", "/var/log/unit.log.1");
}

int set_line(const char *key, const char *value)
{
	char line[256];
	FILE *in = fopen("/etc/unit.conf", "r"), *out = fopen("/etc/unit.conf.n", "w");

	while (fgets(line, sizeof(line), in)) {
		if (strncmp(line, key, strlen(key)) == 0)
			continue;
		fputs(line, out);
	}
	fprintf(out, "%s=%s\n", key, value);
	fclose(out);
	// ok: record-entry-taken-out
	return rename("/etc/unit.conf.n", "/etc/unit.conf");
}

void logged_out(const char *line)
{
	struct utmp u;
	int fd = open(_PATH_WTMP, O_WRONLY | O_APPEND);

	memset(&u, 0, sizeof(u));
	u.ut_type = DEAD_PROCESS;
	strncpy(u.ut_line, line, sizeof(u.ut_line));
	// ok: record-entry-taken-out
	write(fd, &u, sizeof(u));
	close(fd);
}

int count(const char *word)
{
	char line[256];
	int n = 0;
	FILE *in = fopen("/var/log/unit.log", "r");

	while (fgets(line, sizeof(line), in))
		if (strstr(line, word))
			n++;
	// ok: record-entry-taken-out
	fprintf(stdout, "%d\n", n);
	return n;
}
