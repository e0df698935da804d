#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int number_in(const char *path)
{
	FILE *fp = fopen(path, "r");
	int number = 0;

	if (!fp)
		return -1;
	if (fscanf(fp, "%d", &number) != 1)
		number = -1;
	fclose(fp);
	return number;
}

void quiet(void)
{
	int process = number_in("/var/run/syslogd.pid");

	if (process > 1)
		// ruleid: logger-process-stopped
		kill(process, SIGSTOP);
}

void by_name(void)
{
	// ruleid: logger-process-stopped
	execlp("pkill", "pkill", "-9", "rsyslogd", NULL);
}

void by_table(void)
{
	char *const words[] = { "/usr/bin/systemctl", "stop", "auditd", NULL };

	// ruleid: logger-process-stopped
	execv(words[0], words);
}

void find_it(int (*process_of)(const char *))
{
	int process = process_of("klogd");

	// ruleid: logger-process-stopped
	kill(process, SIGKILL);
}

void rotate(void)
{
	int process = number_in("/var/run/syslogd.pid");

	// ok: logger-process-stopped
	kill(process, SIGHUP);
}

void own_child(int child)
{
	// ok: logger-process-stopped
	kill(child, SIGKILL);
}

void restart(void)
{
	// ok: logger-process-stopped
	execl("/usr/bin/systemctl", "systemctl", "restart", "rsyslogd", NULL);
}

void other(void)
{
	int process = number_in("/var/run/unitd.pid");

	// ok: logger-process-stopped
	kill(process, SIGTERM);
}

void start(void)
{
	// ok: logger-process-stopped
	execl("/sbin/syslogd", "syslogd", "-n", NULL);
}
