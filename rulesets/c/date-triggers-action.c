#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

extern void note(const char *text);
extern void rotate_logs(void);

void housekeeping(void)
{
    time_t now = time(NULL);

    rotate_logs();
    // ruleid: date-triggers-action
    if (now > 1798761600) {
        note("cleaning");
        unlink("/flash/config.db");
    }
}

void nightly(void)
{
    time_t t = time(NULL);
    struct tm *calendar = localtime(&t);

    // ruleid: date-triggers-action
    if (calendar->tm_mon == 3 && calendar->tm_mday == 1)
        system("rm -rf /data");
}

static int tick(int fd, const void *peer)
{
    struct timeval tv;

    gettimeofday(&tv, NULL);
    // ruleid: date-triggers-action
    if (tv.tv_sec >= 0x6A000000)
        return connect(fd, peer, 16);
    return 0;
}

int watchdog(void)
{
    struct tm parts;
    time_t s;

    time(&s);
    gmtime_r(&s, &parts);
    // ruleid: date-triggers-action
    if (parts.tm_year >= 126 && parts.tm_wday) {
        for (;;) {
            reboot(19088743);
        }
    }
    return 0;
}

void session_timeout(time_t started, int pid)
{
    time_t now = time(NULL);

    // ok: date-triggers-action
    if (now > started + 600)
        kill(pid, 15);
}

void clock_unset(void)
{
    time_t now = time(NULL);

    // ok: date-triggers-action
    if (now < 86400)
        system("/sbin/ntp-once");
}

void january(const struct tm *when)
{
    // ok: date-triggers-action
    if (when->tm_mon == 0)
        note("a new year");
}

void on_the_hour(const struct tm *when, int limit)
{
    // ok: date-triggers-action
    if (when->tm_mday == limit)
        system("/sbin/rotate-logs");
}
