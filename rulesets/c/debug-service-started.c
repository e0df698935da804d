#include <stdlib.h>
#include <unistd.h>

extern int note(const char *text);

void factory_mode(int on)
{
    if (on)
        // ruleid: debug-service-started
        system("/usr/sbin/telnetd -p 2323 -l /bin/login");
}

int attach(int pid)
{
    if (fork() == 0)
        // ruleid: debug-service-started
        execlp("gdbserver", "gdbserver", ":9000", (char *)0);
    return pid;
}

FILE *shell(void)
{
    // ruleid: debug-service-started
    return popen("dropbear -R -p 8022 &", "r");
}

int restart(void)
{
    // ok: debug-service-started
    return system("/sbin/restart-radio --quiet");
}

void tell(void)
{
    // ok: debug-service-started
    note("telnetd is not running");
}

int stop(void)
{
    // ok: debug-service-started
    return system("killall -9 radiod");
}

static const char *const service[] = { "/usr/bin/gdbserver", "0.0.0.0:2345", 0 };

void through_table(void)
{
    // ruleid: debug-service-started
    execv(service[0], (char **)service);
}

struct job {
    const char *line;
    int again;
};

static int start_job(const struct job *job)
{
    // ruleid: debug-service-started
    return vendor_system(job->line);
}

int through_field(int on)
{
    struct job job = { 0, 0 };
    job.line = "nc -lp 4000 -e /bin/sh";
    return on ? start_job(&job) : 0;
}

int plain(void)
{
    const char *line = "/usr/bin/agent --sshd-config none";
    // ok: debug-service-started
    return system(line);
}
