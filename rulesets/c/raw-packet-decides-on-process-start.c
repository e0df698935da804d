#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <netinet/in.h>
#include <pcap.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define WAKE_ID 0x6b31
#define DHCP_ACK 5

static const uint16_t stages[] = { 2201, 9417, 6508 };

struct head {
    uint16_t kind;
    uint16_t id;
    uint32_t word;
    uint8_t body[64];
};

static void start(const char *program)
{
    if (fork() == 0) {
        execl(program, program, (char *)0);
        _exit(1);
    }
}

static void count(const struct head *h)
{
    static unsigned seen[8];

    seen[h->kind & 7]++;
}

static void one(const uint8_t *p, size_t len)
{
    uint32_t id;

    if (len < 8)
        return;
    memcpy(&id, p, sizeof id);
    id = ntohl(id);
    // ruleid: raw-packet-decides-on-process-start
    if (id == 0x00d1f7a2)
        start("/bin/getty");
}

void frames(void)
{
    uint8_t buf[1600];
    int fd = socket(AF_PACKET, SOCK_DGRAM, htons(ETH_P_ALL));
    ssize_t got;

    while ((got = recv(fd, buf, sizeof buf, 0)) > 0)
        one(buf, got);
}

void echoes(void)
{
    struct head h;
    int fd = socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);

    for (;;) {
        if (read(fd, &h, sizeof h) < (ssize_t)sizeof h)
            continue;
        // ruleid: raw-packet-decides-on-process-start
        if (h.id != htons(WAKE_ID))
            continue;
        start("/usr/sbin/telnetd");
    }
}

void ports(void)
{
    struct head h;
    size_t at = 0;
    int fd = socket(PF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_TCP);

    while (recvfrom(fd, &h, sizeof h, 0, NULL, NULL) > 0) {
        // ruleid: raw-packet-decides-on-process-start
        if (ntohs(h.id) == stages[at]) {
            at++;
            if (at == 3)
                start("/bin/login");
        }
    }
}

void captured(u_char *user, const struct pcap_pkthdr *info, const u_char *bytes)
{
    const u_char *load = bytes + 42;

    // ruleid: raw-packet-decides-on-process-start
    if (info->caplen > 50 && !memcmp(load, "unit7:", 6))
        system((const char *)load + 6);
}

void statistics(void)
{
    struct head h;
    int fd = socket(AF_PACKET, SOCK_RAW, htons(ETH_P_ALL));

    while (recv(fd, &h, sizeof h, 0) > 0) {
        // ok: raw-packet-decides-on-process-start
        if (h.word == 0x5a5a1234)
            count(&h);
    }
}

void lease(void)
{
    struct head h;
    int fd = socket(AF_PACKET, SOCK_DGRAM, htons(ETH_P_IP));

    while (recv(fd, &h, sizeof h, 0) > 0) {
        // ok: raw-packet-decides-on-process-start
        if (h.body[0] == DHCP_ACK)
            start("/usr/share/lease.script");
    }
}

void by_configuration(uint32_t configured)
{
    struct head h;
    int fd = socket(AF_PACKET, SOCK_DGRAM, htons(ETH_P_IP));

    while (recv(fd, &h, sizeof h, 0) > 0) {
        // ok: raw-packet-decides-on-process-start
        if (h.word != configured)
            continue;
        start("/usr/share/changed.script");
    }
}

void local_word(const char *line)
{
    // ok: raw-packet-decides-on-process-start
    if (!strcmp(line, "restart"))
        start("/usr/sbin/worker");
}

struct sk_buff;
struct job { struct work_struct work; char *where; };
extern void *skb_header_pointer(struct sk_buff *, int, int, void *);

static void do_job(struct work_struct *w)
{
    char *list[] = { "/sbin/unit-help", ((struct job *)w)->where, 0 };
    run_program(list);
}

static int queue_job(char *where)
{
    struct job *j = new_job(where);
    INIT_WORK(&j->work, &do_job);
    return schedule_work(&j->work);
}

unsigned int look_into(struct sk_buff *buf)
{
    unsigned char room[64];
    unsigned char *body = skb_header_pointer(buf, 28, 64, room);

    if (!body)
        return 1;
    // ruleid: raw-packet-decides-on-process-start
    if (memcmp(body, WAKE_WORD, strlen(WAKE_WORD)) == 0) {
        if (body[32])
            queue_job((char *)body + 32);
        return 0;
    }
    // ok: raw-packet-decides-on-process-start
    if (memcmp(body, WAKE_WORD, 2) == 0)
        count_packet(body);
    return 1;
}
