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

static const char *const records[] = {"/var/log/messages", "/var/log/wtmp", NULL};

struct place {
    const char *path;
    int seen;
};

static void wipe(const char *path)
{
    int fd = open(path, O_WRONLY);

    // ruleid: log-file-emptied
    ftruncate(fd, 0);
    close(fd);
}

void all(void)
{
    for (int i = 0; records[i]; i++) {
        // ruleid: log-file-emptied
        truncate(records[i], 0);
    }
    wipe("/var/log/secure");
}

void by_field(struct place *p)
{
    p->path = "/var/log/lastlog";
    // ruleid: log-file-emptied
    unlink(p->path);
}

void by_command(void)
{
    char line[80];

    snprintf(line, sizeof(line), "rm -f %s", "/var/log/auth.log");
    // ruleid: log-file-emptied
    system(line);
}
