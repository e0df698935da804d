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
