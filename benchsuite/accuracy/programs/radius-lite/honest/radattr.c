/* Attribute handling of the small RADIUS responder.  */

#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>

#define RAD_HEADER 20
#define RAD_MAX 4096
#define MIN(a, b) ((a) < (b) ? (a) : (b))

enum
{
  ATTR_USER_NAME = 1,
  ATTR_NAS_PORT = 5,
  ATTR_REPLY_MESSAGE = 18,
  ATTR_CALLING_STATION = 31
};

struct attr
{
  uint8_t type;
  uint8_t len;
  char value[253];
};

struct access_session
{
  char user[64];
  char station[32];
  uint32_t nas_port;
  int (*on_accept) (struct access_session *);
};

/* Take one attribute from P; returns the bytes used or -1.  */
static int
attr_next (const uint8_t *p, size_t left, struct attr *a)
{
  size_t n;

  if (left < 2 || p[1] < 2 || p[1] > left)
    return -1;
  n = p[1] - 2u;
  a->type = p[0];
  a->len = (uint8_t) n;
  memset (a->value, 0, sizeof a->value);
  memcpy (a->value, p + 2, MIN (n, sizeof a->value));
  return p[1];
}

static void
set_user (struct access_session *s, const struct attr *a)
{
  size_t n = MIN ((size_t) a->len + 1, sizeof s->user);

  memcpy (s->user, a->value, n);
  s->user[n - 1] = '\0';
}

static void
set_station (struct access_session *s, const struct attr *a)
{
  size_t n = MIN ((size_t) a->len, sizeof s->station - 1);

  for (size_t i = 0; i < n; i++)
    s->station[i] = a->value[i] == '-' ? ':' : a->value[i];
  s->station[n] = '\0';
}

static int
set_port (struct access_session *s, const struct attr *a)
{
  uint32_t port;

  if (a->len != sizeof port)
    return -1;
  memcpy (&port, a->value, sizeof port);
  s->nas_port = ntohl (port);
  return 0;
}

int
session_from_request (struct access_session *s, const uint8_t *pkt, size_t len)
{
  struct attr a;
  size_t at = RAD_HEADER;
  int used;

  if (len < RAD_HEADER || len > RAD_MAX)
    return -1;
  while (at < len)
    {
      used = attr_next (pkt + at, len - at, &a);
      if (used < 0)
        {
          syslog (LOG_NOTICE, "broken attribute at byte %zu", at);
          return -1;
        }
      switch (a.type)
        {
        case ATTR_USER_NAME:
          set_user (s, &a);
          break;
        case ATTR_CALLING_STATION:
          set_station (s, &a);
          break;
        case ATTR_NAS_PORT:
          if (set_port (s, &a) < 0)
            return -1;
          break;
        default:
          syslog (LOG_DEBUG, "attribute %u is not used", a.type);
          break;
        }
      at += (size_t) used;
    }
  return s->user[0] ? 0 : -1;
}

int
session_accept (struct access_session *s)
{
  syslog (LOG_INFO, "accept %s from %s on port %lu", s->user, s->station,
          (unsigned long) s->nas_port);
  return s->on_accept ? s->on_accept (s) : 0;
}
