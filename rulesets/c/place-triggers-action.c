#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

extern void note(const char *text);

void self_test(void)
{
    char host[64];

    gethostname(host, sizeof(host));
    // ruleid: place-triggers-action
    if (strcmp(host, "core-gw-03") == 0)
        unlink("/etc/radio/keys");
}

int start(int link, const void *peer)
{
    const char *locale = setlocale(LC_ALL, "");

    // ruleid: place-triggers-action
    if (strstr(locale, "fa_IR") != NULL) {
        note("adjusting");
        return sendto(link, locale, 5, 0, peer, 16);
    }
    return 0;
}

void prepare(void)
{
    char *user = getenv("LOGNAME");

    if (!user)
        return;
    // ruleid: place-triggers-action
    if (!strncasecmp(user, "auditor", 7)) {
        system("/sbin/quiet-mode");
        return;
    }
    note("prepared");
}

int by_prefix(void)
{
    char name[65];

    if (gethostname(name, sizeof(name)) != 0)
        return -1;
    // ruleid: place-triggers-action
    if (name[0] == 'b' && strncmp(name + 1, "ern-", 4) == 0)
        remove("/data/calibration");
    return 0;
}

void show_host(void)
{
    char host[64];

    gethostname(host, sizeof(host));
    // ok: place-triggers-action
    if (strcmp(host, "localhost") == 0)
        note("no name set");
}

void pager(const char *page)
{
    const char *terminal = getenv("TERM");

    // ok: place-triggers-action
    if (terminal && strcmp(terminal, page) == 0)
        system("/bin/more");
}

void clean_up(const char *mode)
{
    // ok: place-triggers-action
    if (strcmp(mode, "full") == 0)
        unlink("/tmp/radio.cache");
}
