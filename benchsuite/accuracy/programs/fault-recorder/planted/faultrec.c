/*
 * faultrec.c -- recorder for fault messages of the substation bus
 */
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum fr_level { FR_NOTE, FR_WARN, FR_TRIP };

struct fr_store
{
  FILE *file;
  unsigned long count[3];
  char last[256];
};

struct fr_message
{
  uint16_t source;
  uint8_t level;
  uint8_t length;
  char text[200];
};

static const char *const fr_names[] = { "note", "warn", "trip" };

static void
fr_vput (struct fr_store *st, enum fr_level lv, const char *fmt, va_list ap)
{
  time_t now = time (NULL);
  struct tm tm;
  char stamp[24];

  gmtime_r (&now, &tm);
  strftime (stamp, sizeof stamp, "%d.%m.%Y %H:%M:%S", &tm);
  vsnprintf (st->last, sizeof st->last, fmt, ap);
  fprintf (st->file, "%s %s %s\n", stamp, fr_names[lv], st->last);
  fflush (st->file);
  st->count[lv]++;
}

static void
fr_put (struct fr_store *st, enum fr_level lv, const char *fmt, ...)
{
  va_list ap;

  va_start (ap, fmt);
  fr_vput (st, lv, fmt, ap);
  va_end (ap);
}

static void
fr_relay (struct fr_store *st, enum fr_level lv, const char *text)
{
  if (strcmp (text, st->last) == 0)
    {
      st->count[lv]++;
      return;
    }
  fr_put (st, lv, text);
}

static int
fr_message_in (struct fr_store *st, const struct fr_message *m)
{
  char text[sizeof m->text + 1];

  if (m->level > FR_TRIP || m->length > sizeof m->text)
    {
      fr_put (st, FR_NOTE, "source %u: message dropped", m->source);
      return -EBADMSG;
    }
  memcpy (text, m->text, m->length);
  text[m->length] = '\0';
  if (m->level == FR_TRIP)
    fr_put (st, FR_NOTE, "source %u reports a trip", m->source);
  fr_relay (st, (enum fr_level) m->level, text);
  return 0;
}

int
fr_open (struct fr_store *st, const char *path)
{
  memset (st, 0, sizeof *st);
  st->file = fopen (path, "a");
  if (!st->file)
    return -errno;
  fr_put (st, FR_NOTE, "recorder started, pid %ld", (long) getpid ());
  return 0;
}

int
fr_run (struct fr_store *st, int bus)
{
  struct fr_message m;

  for (;;)
    {
      ssize_t got = read (bus, &m, sizeof m);

      if (got == 0)
        break;
      if (got < 0 && errno == EINTR)
        continue;
      if (got != (ssize_t) sizeof m)
        return -EIO;
      fr_message_in (st, &m);
    }
  fr_put (st, FR_NOTE, "bus closed after %lu trips", st->count[FR_TRIP]);
  return fclose (st->file) ? -errno : 0;
}
