/*
 * screen.c - text lines of the pump display
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>
#include "compat.h"

#define LINE_CHARS 21
#define LINES      4

struct screen {
    char line[LINES][LINE_CHARS];
    int  dirty;
    int  fd;
};

struct reading {
    char     station[64];
    char     unit[8];
    uint32_t pressure;
    uint32_t flow;
};

static const char *const states[] = { "stopped", "starting", "running", "fault" };

static void screen_station(struct screen *s, const struct reading *r)
{
    if (strcpy_s(s->line[0], sizeof(s->line[0]), r->station) != 0)
        syslog(LOG_DEBUG, "station name does not fit");
    s->dirty = 1;
}

static void screen_state(struct screen *s, unsigned int state, const char *cause)
{
    if (state >= ARRAY_SIZE(states))
        state = ARRAY_SIZE(states) - 1;
    strcpy_s(s->line[1], sizeof(s->line[1]), states[state]);
    if (cause && *cause) {
        strcat_s(s->line[1], sizeof(s->line[1]), ": ");
        strcat_s(s->line[1], sizeof(s->line[1]), cause);
    }
    s->dirty = 1;
}

static void screen_values(struct screen *s, const struct reading *r)
{
    snprintf(s->line[2], sizeof(s->line[2]), "p %6.1f bar", r->pressure / 10.0);
    snprintf(s->line[3], sizeof(s->line[3]), "q %6u %s", r->flow, r->unit);
    s->dirty = 1;
}

static int parse_reading(const char *msg, struct reading *r)
{
    memset(r, 0, sizeof(*r));
    if (sscanf(msg, "%63[^;];%u;%u;%7[^;]", r->station, &r->pressure,
               &r->flow, r->unit) != 4)
        return -EINVAL;
    return 0;
}

static int screen_flush(struct screen *s)
{
    int i;

    if (!s->dirty)
        return 0;
    for (i = 0; i < LINES; i++) {
        size_t len = strnlen(s->line[i], LINE_CHARS);

        if (write(s->fd, s->line[i], len) != (ssize_t)len)
            return -errno;
    }
    s->dirty = 0;
    return 0;
}

int screen_message(struct screen *s, const char *msg, unsigned int state,
                   const char *cause)
{
    struct reading r;
    int rc = parse_reading(msg, &r);

    if (rc) {
        syslog(LOG_NOTICE, "reading not understood");
        return rc;
    }
    screen_station(s, &r);
    screen_state(s, state, cause);
    screen_values(s, &r);
    return screen_flush(s);
}
