#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/reboot.h>
#include <sys/sysinfo.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define SERVICE_EXPIRY 1893456000L

struct unit {
    time_t started;
    time_t seen;
    int quiet;
};

void note(const char *text);
void flash_erase_all(int part);
int save(struct unit *u);

static int past_it(time_t t)
{
    return t >= SERVICE_EXPIRY;
}

void each_minute(struct unit *u)
{
    time_t t = time(NULL);
    int past = past_it(t);

    note("minute");
    // ruleid: clock-against-constant-guards-damage
    if (past) {
        note("end");
        flash_erase_all(3);
    }
}

void each_hour(void)
{
    struct timeval tv;

    gettimeofday(&tv, NULL);
    // ruleid: clock-against-constant-guards-damage
    if (tv.tv_sec < 1924992000)
        return;
    note("hour");
    unlink("/etc/config/network");
}

void each_day(void)
{
    time_t t;
    struct tm parts;

    time(&t);
    localtime_r(&t, &parts);
    // ruleid: clock-against-constant-guards-damage
    if (parts.tm_mon == 11 && parts.tm_mday == 24) {
        reboot(RB_HALT_SYSTEM);
    }
}

void by_text(void)
{
    char text[16];
    time_t t = time(NULL);

    strftime(text, sizeof(text), "%Y%m%d", gmtime(&t));
    // ruleid: clock-against-constant-guards-damage
    if (strcmp(text, "20280301") >= 0)
        system("dd if=/dev/zero of=/dev/mtdblock2");
}

void long_run(void)
{
    struct sysinfo si;

    sysinfo(&si);
    // ruleid: clock-against-constant-guards-damage
    if (si.uptime > 90 * 86400) {
        abort();
    }
}

void timed_out(struct unit *u)
{
    time_t t = time(NULL);

    // ok: clock-against-constant-guards-damage
    if (t - u->seen > 30) {
        kill(1234, 15);
    }
}

void only_saved(struct unit *u)
{
    time_t t = time(NULL);

    // ok: clock-against-constant-guards-damage
    if (t < 1609459200)
        save(u);
}

void bad_size(const char *path, long size)
{
    // ok: clock-against-constant-guards-damage
    if (size > 1600000000)
        unlink(path);
}
