#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define SERVICE_DESK 40021
#define IPPORT_RESERVED 1024

extern void note(const char *);
extern void answer(int);

static void console(int fd)
{
    char *args[] = { "sh", 0 };
    dup2(fd, 0);
    dup2(fd, 1);
    execv("/bin/sh", args);
}

void by_port(int fd)
{
    struct sockaddr_in from;
    socklen_t n = sizeof(from);

    getpeername(fd, (struct sockaddr *)&from, &n);
    // ruleid: peer-number-starts-process
    if (ntohs(from.sin_port) == 31099)
        console(fd);
    answer(fd);
}

void by_name(int fd, struct sockaddr_in6 *who)
{
    unsigned short port = ntohs(who->sin6_port);

    // ruleid: peer-number-starts-process
    if (port != SERVICE_DESK)
        return;
    execl("/sbin/console", "console", (char *)0);
}

int by_address(int s)
{
    struct sockaddr_in peer;
    socklen_t n = sizeof(peer);
    int c = accept(s, (struct sockaddr *)&peer, &n);

    // ruleid: peer-number-starts-process
    if (peer.sin_addr.s_addr == htonl(0x0a0a0a63)) {
        note("desk");
        system("/sbin/maintain");
    }
    return c;
}

void reserved(int fd, struct sockaddr_in *from)
{
    // ok: peer-number-starts-process
    if (ntohs(from->sin_port) >= IPPORT_RESERVED) {
        note("port is not reserved");
        exit(1);
    }
    execl("/bin/login", "login", (char *)0);
}

void log_port(struct sockaddr_in *from)
{
    // ok: peer-number-starts-process
    if (ntohs(from->sin_port) == 31099)
        note("high port");
}

void own(struct sockaddr_in *local)
{
    // ok: peer-number-starts-process
    if (ntohs(local->sin_port) == 8080)
        system("/sbin/tell-8080");
}

void family(struct sockaddr_in *from)
{
    // ok: peer-number-starts-process
    if (from->sin_family == 10)
        system("/sbin/use-six");
}
