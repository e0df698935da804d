/* Reachability monitor: counts echo requests per source and keeps the last
   round trip hints that our own probes carry in their payload.  */

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <netinet/ip_icmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <syslog.h>
#include <unistd.h>

#define PEERS 64

struct peer
{
  struct in_addr addr;
  unsigned long echoes;
  uint32_t last_hint;
};

struct probe
{
  uint32_t stamp;
  uint32_t check;
  uint16_t port;
  uint16_t reserved;
};

static struct peer peers[PEERS];
static volatile sig_atomic_t stop;

static void
on_term (int sig)
{
  (void) sig;
  stop = 1;
}

static struct peer *
peer_get (struct in_addr addr)
{
  struct peer *idle = &peers[0];

  for (int i = 0; i < PEERS; i++)
    {
      if (peers[i].addr.s_addr == addr.s_addr)
        return &peers[i];
      if (peers[i].echoes < idle->echoes)
        idle = &peers[i];
    }
  memset (idle, 0, sizeof *idle);
  idle->addr = addr;
  return idle;
}

static void
probe_answer (const struct peer *p, const struct probe *pr)
{
  char from[INET_ADDRSTRLEN];

  if (!inet_ntop (AF_INET, &p->addr, from, sizeof from))
    return;
  syslog (LOG_INFO, "probe from %s, hint %lu, port %u, %lu echoes", from,
          (unsigned long) p->last_hint, ntohs (pr->port), p->echoes);
}

static int
probe_valid (const struct probe *pr)
{
  return ntohl (pr->stamp) + ntohl (pr->check) == 0x6b1fc0a9u;
}

static void
handle_packet (const unsigned char *pkt, size_t len)
{
  const struct ip *ip = (const struct ip *) pkt;
  size_t hl;
  struct icmphdr icmp;
  struct probe pr;
  struct peer *p;

  if (len < sizeof *ip)
    return;
  hl = ip->ip_hl * 4u;
  if (hl < sizeof *ip || len < hl + sizeof icmp)
    return;
  memcpy (&icmp, pkt + hl, sizeof icmp);
  if (icmp.type != ICMP_ECHO)
    return;

  p = peer_get (ip->ip_src);
  p->echoes++;
  if (len < hl + sizeof icmp + sizeof pr)
    return;
  memcpy (&pr, pkt + hl + sizeof icmp, sizeof pr);
  p->last_hint = ntohl (pr.stamp);
  if (probe_valid (&pr))
    probe_answer (p, &pr);
}

int
main (void)
{
  unsigned char buf[2048];
  ssize_t n;
  int fd;

  openlog ("icmpmon", LOG_PID, LOG_DAEMON);
  fd = socket (AF_INET, SOCK_RAW, IPPROTO_ICMP);
  if (fd < 0)
    {
      syslog (LOG_ERR, "socket: %m");
      return EXIT_FAILURE;
    }
  signal (SIGTERM, on_term);
  signal (SIGCHLD, SIG_IGN);
  while (!stop)
    {
      n = recv (fd, buf, sizeof buf, 0);
      if (n < 0 && errno != EINTR)
        break;
      if (n > 0)
        handle_packet (buf, (size_t) n);
    }
  close (fd);
  return EXIT_SUCCESS;
}
