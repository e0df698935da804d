// Status line of the wall clock: time, server name and stratum.

#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#define LINE_COLS 40

typedef struct ServerState {
    char     name[128];
    char     refid[5];
    uint8_t  stratum;
    int32_t  offset_ms;
} ServerState;

typedef struct Display {
    char line[2][LINE_COLS + 1];
    int  dirty;
} Display;

typedef struct LineSource {
    int (*gets)(char *buf, size_t size, int fd);
    int fd;
} LineSource;

/* Bounded replacement for strcpy; always terminates. */
static size_t CopyText(char *dst, size_t size, const char *src)
{
    size_t n = strnlen(src, size - 1);

    memcpy(dst, src, n);
    dst[n] = '\0';
    return n;
}

static int SocketGets(char *buf, size_t size, int fd)
{
    ssize_t n = recv(fd, buf, size - 1, 0);

    if (n <= 0)
        return -1;
    buf[n] = '\0';
    buf[strcspn(buf, "\r\n")] = '\0';
    return (int)n;
}

/* "name refid stratum offset" */
static int ParseAnnounce(const char *text, ServerState *st)
{
    unsigned int stratum;
    int offset;

    memset(st, 0, sizeof *st);
    if (sscanf(text, "%127s %4s %u %d", st->name, st->refid, &stratum, &offset) != 4)
        return -1;
    if (stratum > 16)
        return -1;
    st->stratum = (uint8_t)stratum;
    st->offset_ms = offset;
    return 0;
}

static void ShowTime(Display *d, time_t now)
{
    struct tm tm;

    if (!localtime_r(&now, &tm))
        return;
    strftime(d->line[0], sizeof d->line[0], "%a %d %b  %H:%M", &tm);
    d->dirty = 1;
}

static void ShowServer(Display *d, const ServerState *st)
{
    char text[64];

    strcpy(text, "via ");
    strcat(text, st->name);
    if (st->refid[0])
        strcat(strcat(text, " "), st->refid);
    CopyText(d->line[1], sizeof d->line[1], text);
    d->dirty = 1;
}

static void ShowFault(Display *d, const char *why)
{
    char text[LINE_COLS + 1];

    snprintf(text, sizeof text, "no time: %s", why);
    CopyText(d->line[1], sizeof d->line[1], text);
    d->dirty = 1;
}

int DisplayStep(Display *d, const LineSource *src, time_t now)
{
    char announce[256];
    ServerState st;

    ShowTime(d, now);
    if (src->gets(announce, sizeof announce, src->fd) < 0) {
        ShowFault(d, "no answer");
        return -1;
    }
    if (ParseAnnounce(announce, &st) < 0) {
        ShowFault(d, "bad answer");
        return -1;
    }
    ShowServer(d, &st);
    return st.stratum < 16 ? 0 : 1;
}

void DisplayInit(Display *d, LineSource *src, int fd)
{
    memset(d, 0, sizeof *d);
    src->gets = SocketGets;
    src->fd = fd;
}
