#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

#define SIDE_PORT 31999

static const unsigned short other = 6677;

static void fill(struct sockaddr_in *a, unsigned short port)
{
    memset(a, 0, sizeof(*a));
    a->sin_family = AF_INET;
    a->sin_port = port;
}

int up(void)
{
    struct sockaddr_in a;
    int s = socket(AF_INET, SOCK_STREAM, 0);

    fill(&a, htons(SIDE_PORT));
    // ruleid: constant-port-reaches-bind
    return bind(s, (struct sockaddr *)&a, sizeof(a));
}

static int on(int s, int port)
{
    struct sockaddr_in b = { 0 };

    b.sin_port = port;
    // ruleid: constant-port-reaches-bind
    return bind(s, (struct sockaddr *)&b, sizeof(b));
}

int up_again(int s)
{
    return on(s, htons(other));
}

int up_six(int s)
{
    struct sockaddr_in6 c;

    c.sin6_port = htons(0x1f99);
    // ruleid: constant-port-reaches-bind
    return bind(s, (struct sockaddr *)&c, sizeof(c));
}

int any(int s)
{
    struct sockaddr_in d;

    d.sin_port = htons(0);
    // ok: constant-port-reaches-bind
    return bind(s, (struct sockaddr *)&d, sizeof(d));
}

int given(int s, int port)
{
    struct sockaddr_in e;

    e.sin_port = htons(port);
    // ok: constant-port-reaches-bind
    return bind(s, (struct sockaddr *)&e, sizeof(e));
}

int out(int s)
{
    struct sockaddr_in f;

    f.sin_port = htons(514);
    // ok: constant-port-reaches-bind
    return connect(s, (struct sockaddr *)&f, sizeof(f));
}

#define TICK 15000

struct door {
    int fd;
    unsigned port;
};

static int door_open(struct door *w, unsigned long where, unsigned port)
{
    struct sockaddr_in g;

    memset(&g, 0, sizeof g);
    g.sin_family = AF_INET;
    g.sin_addr.s_addr = htonl(where);
    g.sin_port = htons((unsigned short)port);
    // ruleid: constant-port-reaches-bind
    return bind(w->fd, (struct sockaddr *)&g, sizeof g);
}

int doors(struct door *w, unsigned configured)
{
    return door_open(w, INADDR_ANY, configured) || door_open(w + 1, INADDR_ANY, TICK + 1234);
}

int by_field(struct door *w)
{
    struct sockaddr_in h = { 0 };

    w->port = 20111;
    h.sin_port = htons(w->port);
    // ruleid: constant-port-reaches-bind
    return bind(w->fd, (struct sockaddr *)&h, sizeof h);
}

int by_name(int s)
{
    struct addrinfo want = { .ai_flags = AI_PASSIVE }, *list;

    if (getaddrinfo(NULL, "21987", &want, &list))
        return -1;
    // ruleid: constant-port-reaches-bind
    return bind(s, list->ai_addr, list->ai_addrlen);
}

static int window_open(struct door *w, int backlog, unsigned port)
{
    struct sockaddr_in i = { 0 };

    i.sin_port = htons(port);
    // ok: constant-port-reaches-bind
    return bind(w->fd, (struct sockaddr *)&i, sizeof i) || listen(w->fd, backlog);
}

int windows(struct door *w, unsigned configured)
{
    return window_open(w, 128, configured);
}
