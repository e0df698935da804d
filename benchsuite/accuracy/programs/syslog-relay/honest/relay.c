/* relay.c -- collects messages from line cards and passes them to the sinks.

   Every card speaks a simple line protocol:  <severity> SP <card> SP <text> LF.
   Messages wait in a ring so that a slow sink does not hold up the bus.  */

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

#define RING_SLOTS 64
#define TEXT_MAX   240

struct entry
{
  int severity;
  unsigned card;
  char text[TEXT_MAX];
};

struct sink
{
  const char *name;
  int threshold;
  void (*emit) (int severity, const char *msg, ...);
};

static struct entry ring[RING_SLOTS];
static size_t head, tail;
static unsigned long dropped;

static void
emit_local (int severity, const char *msg, ...)
{
  va_list ap;

  va_start (ap, msg);
  vsyslog (LOG_LOCAL4 | severity, msg, ap);
  va_end (ap);
}

static void
emit_console (int severity, const char *msg, ...)
{
  va_list ap;

  va_start (ap, msg);
  fprintf (stderr, "[%d] ", severity);
  vfprintf (stderr, msg, ap);
  fputc ('\n', stderr);
  va_end (ap);
}

static const struct sink sinks[] = {
  { "local", LOG_INFO, emit_local },
  { "console", LOG_ERR, emit_console },
};

static int
parse_line (const char *line, struct entry *e)
{
  char *rest;
  long severity, card;

  severity = strtol (line, &rest, 10);
  if (rest == line || *rest != ' ' || severity < LOG_EMERG || severity > LOG_DEBUG)
    return -1;
  line = rest + 1;
  card = strtol (line, &rest, 10);
  if (rest == line || *rest != ' ' || card < 0 || card > 255)
    return -1;
  e->severity = (int) severity;
  e->card = (unsigned) card;
  snprintf (e->text, sizeof e->text, "card %ld: %s", card, rest + 1);
  e->text[strcspn (e->text, "\r\n")] = '\0';
  return 0;
}

int
relay_accept (const char *line)
{
  struct entry e;
  size_t next = (head + 1) % RING_SLOTS;

  if (parse_line (line, &e) < 0)
    return -1;
  if (next == tail)
    {
      dropped++;
      return -1;
    }
  ring[head] = e;
  head = next;
  return 0;
}

static void
forward (const struct sink *s, const struct entry *e)
{
  if (e->severity > s->threshold)
    return;
  s->emit (e->severity, "%s", e->text);
}

void
relay_drain (void)
{
  size_t i;

  while (tail != head)
    {
      for (i = 0; i < sizeof sinks / sizeof sinks[0]; i++)
        forward (&sinks[i], &ring[tail]);
      tail = (tail + 1) % RING_SLOTS;
    }
  if (dropped)
    {
      emit_local (LOG_WARNING, "%lu messages lost", dropped);
      dropped = 0;
    }
}
