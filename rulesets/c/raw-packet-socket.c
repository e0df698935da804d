#include <linux/filter.h>
#include <sys/socket.h>

int watch(void)
{
    // ruleid: raw-packet-socket
    return socket(AF_PACKET, SOCK_DGRAM, 0x0300);
}

int narrow(int s, const struct sock_fprog *program)
{
    // ruleid: raw-packet-socket
    if (setsockopt(s, SOL_SOCKET, SO_ATTACH_FILTER, program, sizeof *program) < 0)
        return -1;
    return s;
}

int echo_socket(int family)
{
    // ruleid: raw-packet-socket
    int s = socket(family, SOCK_RAW | SOCK_CLOEXEC, 1);

    return s;
}

int announce(void)
{
    /* sends and asks for one kind only */
    // ok: raw-packet-socket
    return socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ARP));
}

int serve(void)
{
    // ok: raw-packet-socket
    return socket(AF_INET, SOCK_STREAM, 0);
}

int local_socket(void)
{
    // ok: raw-packet-socket
    return socket(AF_UNIX, SOCK_SEQPACKET, 0);
}

int reuse(int s, int on)
{
    // ok: raw-packet-socket
    return setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
}
