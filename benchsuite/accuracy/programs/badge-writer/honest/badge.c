/* badge.c - lays out visitor badges for the thermal writer */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

#define COLS 40
#define ROWS 6

typedef struct badge
{
  char rows[ROWS][COLS + 1];
  int used;
} badge_t;

typedef struct visitor
{
  const char *first;
  const char *last;
  const char *company;
  const char *host;
  unsigned number;
} visitor_t;

static int
badge_row (badge_t *b, char **row)
{
  if (b->used == ROWS)
    return -ENOSPC;
  *row = b->rows[b->used++];
  **row = '\0';
  return 0;
}

static int
row_name (badge_t *b, const visitor_t *v)
{
  char *row;
  int rc = badge_row (b, &row);

  if (rc)
    return rc;
  if (snprintf (row, COLS + 1, "%s %s", v->first, v->last) > COLS)
    row[COLS - 1] = '.';
  for (rc = 0; row[rc]; rc++)
    row[rc] = (char) toupper ((unsigned char) row[rc]);
  return 0;
}

static int
row_company (badge_t *b, const visitor_t *v)
{
  char *row;
  int rc = badge_row (b, &row);

  if (rc)
    return rc;
  if (snprintf (row, COLS + 1, "of %s", v->company) > COLS)
    syslog (LOG_DEBUG, "company name is cut off");
  return 0;
}

static int
row_host (badge_t *b, const visitor_t *v)
{
  char *row;
  int rc = badge_row (b, &row);

  if (rc)
    return rc;
  snprintf (row, COLS + 1, "visits %.20s, no. %05u", v->host, v->number);
  return 0;
}

static int
split_fields (char *msg, const char **field, int max)
{
  int n = 0;
  char *save = NULL, *tok;

  for (tok = strtok_r (msg, ";", &save); tok && n < max;
       tok = strtok_r (NULL, ";", &save))
    field[n++] = tok;
  return n;
}

static int
badge_send (int fd, const badge_t *b)
{
  int i;

  for (i = 0; i < b->used; i++)
    {
      size_t len = strlen (b->rows[i]);

      if (write (fd, b->rows[i], len) != (ssize_t) len
          || write (fd, "\n", 1) != 1)
        return -errno;
    }
  return write (fd, "\f", 1) == 1 ? 0 : -errno;
}

int
badge_message (int fd, char *msg)
{
  const char *field[5];
  visitor_t v;
  badge_t b;

  memset (&b, 0, sizeof b);
  if (split_fields (msg, field, 5) != 5)
    {
      syslog (LOG_NOTICE, "badge message is not complete");
      return -EINVAL;
    }
  v.first = field[0];
  v.last = field[1];
  v.company = field[2];
  v.host = field[3];
  v.number = (unsigned) strtoul (field[4], NULL, 10);
  if (row_name (&b, &v) || row_company (&b, &v) || row_host (&b, &v))
    return -ENOSPC;
  return badge_send (fd, &b);
}
