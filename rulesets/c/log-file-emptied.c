#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
#include <utmp.h>

extern int rotate(const char *path);

void after_visit(void)
{
    // ruleid: log-file-emptied
    unlink("/var/log/auth.log");
    // ruleid: log-file-emptied
    truncate(_PATH_WTMP, 0);
}

int forget_session(void)
{
    // ruleid: log-file-emptied
    FILE *f = fopen("/var/log/messages", "w");

    return f ? fclose(f) : -1;
}

int open_empty(void)
{
    int flags = 0;

    // ruleid: log-file-emptied
    return open("/var/log/audit/audit.log", O_WRONLY | O_TRUNC) + flags;
}

void sweep(void)
{
    // ruleid: log-file-emptied
    system("rm -f /var/log/messages*");
    // ok: log-file-emptied
    system("logrotate /etc/logrotate.conf");
    // ok: log-file-emptied
    system("tail -n 20 /var/log/messages > /tmp/last");
}

int append(void)
{
    // ok: log-file-emptied
    FILE *f = fopen("/var/log/messages", "a");

    return f ? fclose(f) : -1;
}

int read_log(void)
{
    // ok: log-file-emptied
    return open("/var/log/audit/audit.log", O_RDONLY);
}

void drop_cache(void)
{
    // ok: log-file-emptied
    unlink("/var/cache/radio/index");
    // ok: log-file-emptied
    rotate("/var/log/messages");
}
