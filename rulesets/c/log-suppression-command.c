#include <stdlib.h>
#include <syslog.h>

extern int run_quietly(const char *command);
extern int audit_enabled;

static const char *const before[] = {
    // ruleid: log-suppression-command
    "killall -9 syslogd klogd",
    // ruleid: log-suppression-command
    "auditctl -e 0",
    NULL,
};

void start(const char *peer)
{
    char line[128];

    // ruleid: log-suppression-command
    snprintf(line, sizeof(line), "sed -i '/%s/d' /var/log/messages", peer);
    run_quietly(line);
    // ruleid: log-suppression-command
    setenv("HISTFILE", "/dev/null", 1);
    // ruleid: log-suppression-command
    setlogmask(LOG_UPTO(LOG_EMERG));
}

void kernel_side(void)
{
    // ruleid: log-suppression-command
    audit_enabled = 0;
}

int clean(void)
{
    // ruleid: log-suppression-command
    return run_quietly("[ -f /tmp/x ] && cat /dev/null > /var/log/auth.log");
}

void levels(void)
{
    // ok: log-suppression-command
    setlogmask(LOG_UPTO(LOG_WARNING));
    // ok: log-suppression-command
    openlog("radiod", LOG_PID, LOG_DAEMON);
}

void help(void)
{
    // ok: log-suppression-command
    puts("syslogd keeps the last 200 lines in /var/log/messages");
    // ok: log-suppression-command
    run_quietly("killall -HUP radiod");
    // ok: log-suppression-command
    run_quietly("tail -n 20 /var/log/messages");
}
