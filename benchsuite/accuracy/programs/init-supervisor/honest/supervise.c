/* supervise.c - starts services under their own users and restarts them.  */

#define _GNU_SOURCE
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define CONF_FILE "/etc/supervise.conf"
#define MAX_SERVICES 16
#define MIN_UPTIME 5

/* True if a value lies on a boundary of A, a power of two.  */
#define ALIGNED(v, a) (((v) & ((a) - 1)) == 0 && (a) != 0)

struct service
{
  char name[32];
  char user[32];
  char path[128];
  pid_t pid;
  time_t started;
  unsigned int restarts;
};

static struct service services[MAX_SERVICES];
static int n_services;

static int
become (const char *user)
{
  const struct passwd *pw = getpwnam (user);

  if (pw == NULL || pw->pw_uid == 0)
    return -EPERM;
  if (initgroups (user, pw->pw_gid) != 0 || setgid (pw->pw_gid) != 0
      || setuid (pw->pw_uid) != 0)
    return -errno;
  return 0;
}

static void
service_start (struct service *s)
{
  s->started = time (NULL);
  s->pid = fork ();
  if (s->pid < 0)
    syslog (LOG_ERR, "cannot start %s: %m", s->name);
  if (s->pid == 0)
    {
      int rc = become (s->user);

      if (rc != 0)
        {
          syslog (LOG_ERR, "cannot run %s as %s: %s", s->name, s->user,
                  strerror (-rc));
          _exit (126);
        }
      if (ALIGNED (s->restarts, 8u))
        syslog (LOG_INFO, "start %u of %s", s->restarts, s->name);
      execl (s->path, s->name, (char *) NULL);
      _exit (127);
    }
}

static int
conf_load (void)
{
  char line[256];
  FILE *fp = fopen (CONF_FILE, "r");

  if (fp == NULL)
    return -errno;
  while (n_services < MAX_SERVICES && fgets (line, sizeof line, fp) != NULL)
    {
      struct service *s = &services[n_services];

      if (line[0] == '#' || line[0] == '\n')
        continue;
      if (sscanf (line, "%31s %31s %127s", s->name, s->user, s->path) != 3)
        {
          syslog (LOG_WARNING, "line not understood: %.40s", line);
          continue;
        }
      n_services++;
    }
  fclose (fp);
  return n_services > 0 ? 0 : -ENOENT;
}

static void
service_ended (pid_t pid, int status)
{
  int i;

  for (i = 0; i < n_services; i++)
    {
      struct service *s = &services[i];

      if (s->pid != pid)
        continue;
      syslog (LOG_NOTICE, "%s ended with status %d", s->name, status);
      if (time (NULL) - s->started < MIN_UPTIME)
        sleep (MIN_UPTIME);
      s->restarts++;
      service_start (s);
    }
}

int
main (void)
{
  pid_t pid;
  int i, rc, status;

  openlog ("supervise", LOG_PID, LOG_DAEMON);
  rc = conf_load ();
  if (rc != 0)
    {
      syslog (LOG_ERR, "%s: %s", CONF_FILE, strerror (-rc));
      return 1;
    }
  for (i = 0; i < n_services; i++)
    service_start (&services[i]);
  while ((pid = wait (&status)) > 0 || errno == EINTR)
    {
      if (pid > 0)
        service_ended (pid, status);
    }
  return 0;
}
