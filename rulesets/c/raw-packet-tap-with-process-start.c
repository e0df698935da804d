#include <linux/filter.h>
#include <pcap.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

extern int parse(const unsigned char *packet, int length, char *out);

int monitor(void)
{
    unsigned char packet[2048];
    char order[128];
    int tap = socket(AF_PACKET, SOCK_RAW, 0x0300);

    while (1) {
        int n = recv(tap, packet, sizeof(packet), 0);

        if (parse(packet, n, order))
            // ruleid: raw-packet-tap-with-process-start
            system(order);
    }
}

int watch(int s, struct sock_fprog *program)
{
    unsigned char packet[512];

    if (setsockopt(s, SOL_SOCKET, SO_ATTACH_FILTER, program, sizeof(*program)) < 0)
        return -1;
    read(s, packet, sizeof(packet));
    if (fork() == 0) {
        char *arguments[] = {"sh", NULL};

        // ruleid: raw-packet-tap-with-process-start
        execv("/bin/sh", arguments);
    }
    return 0;
}

void icmp_listener(int shell_in)
{
    int raw = socket(PF_INET, SOCK_RAW, 1);

    if (raw < 0)
        return;
    // ruleid: raw-packet-tap-with-process-start
    dup2(raw, shell_in);
}

int ping_socket(void)
{
    // ok: raw-packet-tap-with-process-start
    return socket(PF_INET, SOCK_RAW, 1);
}

int dhcp_tap(struct sock_fprog *program)
{
    int s = socket(PF_PACKET, SOCK_DGRAM, 0x0008);

    // ok: raw-packet-tap-with-process-start
    setsockopt(s, SOL_SOCKET, SO_ATTACH_FILTER, program, sizeof(*program));
    return s;
}

int serve(void)
{
    int s = socket(AF_INET, SOCK_STREAM, 0);

    // ok: raw-packet-tap-with-process-start
    if (s >= 0)
        system("/sbin/port-opened");
    return s;
}
