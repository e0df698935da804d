/* alarm.c -- alarm state machine (asm) of the panel and its saved state.  */

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

enum asm_state { ASM_IDLE, ASM_EXIT, ASM_ARMED, ASM_ENTRY, ASM_ALARM };
enum asm_event { EV_ARM, EV_DISARM, EV_ZONE, EV_TIMER };

struct asm_panel
{
  enum asm_state state;
  time_t deadline;
  unsigned entry_delay;
  unsigned exit_delay;
  uint32_t alarms;
};

static const char *const asm_names[] = { "idle", "exit", "armed", "entry", "alarm" };

static long
panel_io (long op, long a, long b, long c)
{
  long ret;

  __asm__ volatile ("syscall"
                    : "=a" (ret)
                    : "0" (op), "D" (a), "S" (b), "d" (c)
                    : "rcx", "r11", "memory");
  return ret;
}

static enum asm_state
asm_next (struct asm_panel *p, enum asm_event ev, time_t now)
{
  if (ev == EV_DISARM)
    return ASM_IDLE;
  switch (p->state)
    {
    case ASM_IDLE:
      if (ev == EV_ARM)
        {
          p->deadline = now + p->exit_delay;
          return ASM_EXIT;
        }
      break;
    case ASM_EXIT:
      if (ev == EV_TIMER && now >= p->deadline)
        return ASM_ARMED;
      break;
    case ASM_ARMED:
      if (ev == EV_ZONE)
        {
          p->deadline = now + p->entry_delay;
          return ASM_ENTRY;
        }
      break;
    case ASM_ENTRY:
      if (ev == EV_TIMER && now >= p->deadline)
        {
          p->alarms++;
          return ASM_ALARM;
        }
      break;
    case ASM_ALARM:
      break;
    }
  return p->state;
}

static int
asm_save (const struct asm_panel *p, const char *path)
{
  char line[64];
  int fd, n;
  long put;

  n = snprintf (line, sizeof line, "%s %u\n", asm_names[p->state], p->alarms);
  if (n < 0 || (size_t) n >= sizeof line)
    return -EINVAL;
  fd = open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0)
    return -errno;
  put = panel_io (SYS_write, fd, (long) line, n);
  if (close (fd) < 0)
    return -errno;
  return put == n ? 0 : -EIO;
}

int
asm_feed (struct asm_panel *p, enum asm_event ev, const char *path)
{
  enum asm_state old = p->state;
  int rc;

  p->state = asm_next (p, ev, time (NULL));
  if (p->state == old)
    return 0;
  syslog (LOG_NOTICE, "panel: %s -> %s", asm_names[old], asm_names[p->state]);
  rc = asm_save (p, path);
  if (rc < 0)
    syslog (LOG_ERR, "panel: state not saved: %s", strerror (-rc));
  return rc;
}
