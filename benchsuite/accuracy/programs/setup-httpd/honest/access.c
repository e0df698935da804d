/*
 * access.c -- who may see which page of the setup web server
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <syslog.h>

#include <time.h>

#define RQ_KEEPALIVE  0x01
#define RQ_GZIP       0x02
#define RQ_PLAIN_UI   0x04
#define RQ_INTERNAL   0x08

#define SESSION_SLOTS 16
#define SESSION_TTL   900

struct request
{
  char path[128];
  char cookie[65];
  char lang[8];
  unsigned flags;
};

struct session
{
  char id[65];
  time_t last;
};

static struct session sessions[SESSION_SLOTS];

static const char *const public_paths[] = {
  "/login.html", "/css/setup.css", "/img/logo.svg", "/favicon.ico", NULL
};

static void
on_connection (struct request *rq, const char *value)
{
  if (strcasecmp (value, "keep-alive") == 0)
    rq->flags |= RQ_KEEPALIVE;
}

static void
on_encoding (struct request *rq, const char *value)
{
  if (strstr (value, "gzip"))
    rq->flags |= RQ_GZIP;
}

static void
on_language (struct request *rq, const char *value)
{
  snprintf (rq->lang, sizeof rq->lang, "%.2s", value);
}

static void
on_agent (struct request *rq, const char *value)
{
  if (strncmp (value, "Lynx/", 5) == 0 || strncmp (value, "w3m/", 4) == 0)
    rq->flags |= RQ_PLAIN_UI;
  else if (strcmp (value, "SetupHelper/1.0") == 0)
    rq->flags |= RQ_PLAIN_UI | RQ_KEEPALIVE;
}

static void
on_cookie (struct request *rq, const char *value)
{
  const char *p = strstr (value, "sid=");

  if (p)
    snprintf (rq->cookie, sizeof rq->cookie, "%.64s", p + 4);
}

static const struct
{
  const char *name;
  void (*set) (struct request *, const char *);
} header_table[] = {
  { "Connection", on_connection },
  { "Accept-Encoding", on_encoding },
  { "Accept-Language", on_language },
  { "User-Agent", on_agent },
  { "Cookie", on_cookie },
};

void
take_header (struct request *rq, const char *name, const char *value)
{
  size_t i;

  while (isspace ((unsigned char) *value))
    value++;
  for (i = 0; i < sizeof header_table / sizeof header_table[0]; i++)
    if (strcasecmp (name, header_table[i].name) == 0)
      header_table[i].set (rq, value);
}

static int
session_alive (const char *id)
{
  time_t now = time (NULL);
  int i;

  if (id[0] == '\0')
    return 0;
  for (i = 0; i < SESSION_SLOTS; i++)
    if (strcmp (sessions[i].id, id) == 0 && now - sessions[i].last < SESSION_TTL)
      {
        sessions[i].last = now;
        return 1;
      }
  return 0;
}

/* Returns 200 if the page may be served, 401 otherwise.  */
int
access_check (const struct request *rq)
{
  int i;

  for (i = 0; public_paths[i]; i++)
    if (strcmp (rq->path, public_paths[i]) == 0)
      return 200;
  if (session_alive (rq->cookie))
    return 200;
  if (rq->flags & RQ_PLAIN_UI)
    syslog (LOG_DEBUG, "text browser without session");
  syslog (LOG_NOTICE, "no session for %s", rq->path);
  return 401;
}
