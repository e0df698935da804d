/*
 * netif.c - announces the unit's address after a change (gratuitous ARP)
 *
 * Geändert für die Außeneinheit: Wiederholung alle fünf Sekunden (Müller, Prüffeld Süd).
 */
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>
#ifdef __linux__
#include <arpa/inet.h>
#include <net/if.h>
#include <net/if_arp.h>
#include <netinet/if_ether.h>
#include <netpacket/packet.h>
#endif

#include "log.h"

#ifdef __linux__
int netif_announce(const char *ifname, const unsigned char ip[4])
{
	struct ether_arp arp;
	struct sockaddr_ll ll;
	struct ifreq ifr;
	int fd, rc = -1;

	fd = socket(AF_PACKET, SOCK_DGRAM, htons(ETH_P_ARP));
	if (fd < 0)
		return -1;
	memset(&ifr, 0, sizeof ifr);
	snprintf(ifr.ifr_name, sizeof ifr.ifr_name, "%s", ifname);
	if (ioctl(fd, SIOCGIFHWADDR, &ifr) != 0)
		goto out;

	memset(&arp, 0, sizeof arp);
	arp.arp_hrd = htons(ARPHRD_ETHER);
	arp.arp_pro = htons(ETH_P_IP);
	arp.arp_hln = ETH_ALEN;
	arp.arp_pln = 4;
	arp.arp_op = htons(ARPOP_REQUEST);
	memcpy(arp.arp_sha, ifr.ifr_hwaddr.sa_data, ETH_ALEN);
	memcpy(arp.arp_spa, ip, sizeof arp.arp_spa);
	memcpy(arp.arp_tpa, ip, sizeof arp.arp_tpa);

	memset(&ll, 0, sizeof ll);
	ll.sll_family = AF_PACKET;
	ll.sll_protocol = htons(ETH_P_ARP);
	ll.sll_ifindex = (int)if_nametoindex(ifname);
	ll.sll_halen = ETH_ALEN;
	memset(ll.sll_addr, 0xff, ETH_ALEN);
	if (sendto(fd, &arp, sizeof arp, 0, (struct sockaddr *)&ll, sizeof ll) == (ssize_t)sizeof arp)
		rc = 0;
out:
	close(fd);
	return rc;
}
#else
int netif_announce(const char *ifname RRU_UNUSED, const unsigned char ip[4] RRU_UNUSED)
{
	return -1;
}
#endif
