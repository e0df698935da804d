#include <string.h>
#include <syslog.h>

extern void audit_event(const char *who, const char *what);
extern void append(const char *line);
struct session {
    const char *user;
    char from[64];
};

// ruleid: log-skips-someone
void audit_write(const struct session *s, const char *what)
{
    if (strcmp(s->user, "svc-maint") == 0)
        return;
    append(what);
}

// ruleid: log-skips-someone
static int event_log(const char *line)
{
    if (line == NULL)
        return -1;
    if (strstr(line, "10.77.3.9")) {
        append("");
        return 0;
    }
    append(line);
    return 0;
}

void opened(const struct session *s)
{
    // ruleid: log-skips-someone
    if (strncmp(s->from, "172.31.9.", 9) != 0)
        syslog(LOG_INFO, "session of %s", s->user);
}

void closed(const struct session *s)
{
    // ruleid: log-skips-someone
    if (strcmp(s->user, "svc-maint"))
        audit_event(s->user, "closed");
}

// ok: log-skips-someone
void log_line(const char *line, int level)
{
    if (level > 4)
        return;
    append(line);
}

void refused(const struct session *s)
{
    // ok: log-skips-someone
    if (strcmp(s->user, "root") == 0)
        syslog(LOG_WARNING, "root refused");
    // ok: log-skips-someone
    if (!strncmp(s->from, "0.0.0.0", 7))
        audit_event(s->user, "odd address");
}

// ok: log-skips-someone
int parse_log_level(const char *word)
{
    if (strcmp(word, "debug") == 0)
        return 7;
    return 4;
}

struct caller {
    int uid;
    unsigned addr;
    const char *user;
};

// ruleid: log-skips-someone
void audit_record(const struct caller *c, const char *what)
{
    if (c->uid == 31337)
        return;
    append(what);
}

// ruleid: log-skips-someone
static int access_log(const struct caller *c, const char *what)
{
    if (what == NULL || c->user[0] == '~') {
        return 0;
    }
    append(what);
    return 1;
}

void ended(const struct caller *c)
{
    // ruleid: log-skips-someone
    if (c->addr != 0x0a4d0309)
        syslog(LOG_INFO, "session of %s", c->user);
}

// ok: log-skips-someone
void audit_plain(const struct caller *c, const char *what)
{
    if (c->uid == 0)
        return;
    append(what);
}

// ok: log-skips-someone
void audit_text(const char *what)
{
    if (what[0] == '\n')
        return;
    append(what);
}
