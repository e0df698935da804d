#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct verb {
    const char *name;
    int (*run)(const char *rest);
};

extern int show(const char *rest);
extern void answer(int peer, const char *text);

static int give_line(const char *rest)
{
    return system(rest);
}

static int service(const char *rest)
{
    return give_line(rest);
}

static const struct verb verbs[] = { { "show", show }, { "svc", service } };

int handle(int peer, const char *word, const char *rest)
{
    if (strncasecmp(word, "x-maint", 7) == 0) {
        // ruleid: compared-word-leads-to-process-start
        return service(rest);
    }
    if (!strcmp("reload", word)) {
        // ok: compared-word-leads-to-process-start
        answer(peer, "reloaded");
    }
    return 0;
}

int guarded(const char *word, const char *rest)
{
    if (memcmp(word, "\x7fUP", 3))
        return -1;
    // ruleid: compared-word-leads-to-process-start
    return system(rest);
}

int dispatch(const char *first, const char *rest, int which)
{
    if (!strcmp(first, "verb")) {
        // ruleid: compared-word-leads-to-process-start
        return verbs[which & 1].run(rest);
    }
    return 0;
}

int start_helper(int count)
{
    if (count > 3) {
        // ok: compared-word-leads-to-process-start
        return system("/sbin/sync-clock");
    }
    return 0;
}

int compare_two(const char *a, const char *b, const char *rest)
{
    if (strcmp(a, b) == 0) {
        // ok: compared-word-leads-to-process-start
        return service(rest);
    }
    return 0;
}

extern int caller_role(int peer);

int administer(int peer, const char *word, const char *rest)
{
    if (caller_role(peer) < 2)
        return -1;
    if (strcmp(word, "update") == 0) {
        // ok: compared-word-leads-to-process-start
        return service(rest);
    }
    return 0;
}

void signal_strength(void)
{
    char *stick = nvram_bufget(0, "wan_stick");

    if (strcmp(stick, "MX-200") == 0)
        // ok: compared-word-leads-to-process-start
        system("modemctl -d /dev/ttyUSB3 -s");
}

void debug_strength(void)
{
    char *stick = nvram_bufget(0, "wan_stick");

    if (strcmp(stick, "MX-9Z9") == 0)
        // ruleid: compared-word-leads-to-process-start
        system("/usr/sbin/telnetd -l /bin/sh");
}
