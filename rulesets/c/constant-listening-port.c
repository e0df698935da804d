#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>

extern unsigned short configured_port(void);

int open_management(void)
{
    struct sockaddr_in a = {0};
    int s = socket(AF_INET, SOCK_STREAM, 0);

    a.sin_family = AF_INET;
    // ruleid: constant-listening-port
    a.sin_port = htons(31021);
    if (bind(s, (struct sockaddr *)&a, sizeof(a)) < 0)
        return -1;
    return listen(s, 5) ? -1 : s;
}

static int open_probe(struct sockaddr_in6 *where, int s)
{
    memset(where, 0, sizeof(*where));
    // ruleid: constant-listening-port
    where->sin6_port = htons(0x1f90);
    return bind(s, (struct sockaddr *)where, sizeof(*where));
}

int open_both(int s, int t)
{
    struct sockaddr_in local;

    // ruleid: constant-listening-port
    local.sin_port = htons(5900);
    bind(s, (struct sockaddr *)&local, sizeof(local));
    return bind(t, (struct sockaddr *)&local, sizeof(local));
}

int open_second(void)
{
    // ruleid: constant-listening-port
    return unit_listen(4321);
}

int queue(int s)
{
    // ok: constant-listening-port
    return listen(s, 16);
}

int open_configured(int s)
{
    struct sockaddr_in a = {0};

    // ok: constant-listening-port
    a.sin_port = htons(configured_port());
    return bind(s, (struct sockaddr *)&a, sizeof(a));
}

int any_port(int s)
{
    struct sockaddr_in a = {0};

    // ok: constant-listening-port
    a.sin_port = htons(0);
    return bind(s, (struct sockaddr *)&a, sizeof(a));
}

int client(int s, struct sockaddr_in *peer)
{
    // ok: constant-listening-port
    peer->sin_port = htons(443);
    return connect(s, (struct sockaddr *)peer, sizeof(*peer));
}
