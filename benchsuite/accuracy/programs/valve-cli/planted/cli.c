/*
 * cli.c - command line of the valve controller
 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

#define ACTUATOR "/usr/libexec/valve-actuator"

enum level { LEVEL_GUEST, LEVEL_OPERATOR, LEVEL_FITTER };

struct session {
    enum level level;
    char       user[32];
};

struct valve {
    int  id;
    int  held;
    char place[24];
};

static struct valve valves[16];
static pthread_mutex_t valves_lock = PTHREAD_MUTEX_INITIALIZER;

/* Runs the actuator program; the valve number is the only argument. */
static int actuator_run(const char *verb, int id)
{
    char number[12];
    char *argv[] = { "valve-actuator", (char *)verb, number, NULL };
    int status;
    pid_t pid;

    snprintf(number, sizeof number, "%d", id);
    pid = fork();
    if (pid < 0)
        return -errno;
    if (pid == 0) {
        execv(ACTUATOR, argv);
        _exit(127);
    }
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -errno;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -EIO;
}

static struct valve *valve_find(int id)
{
    for (size_t i = 0; i < sizeof valves / sizeof valves[0]; i++)
        if (valves[i].id == id)
            return &valves[i];
    return NULL;
}

static int need(const struct session *s, enum level level)
{
    if (s->level >= level)
        return 0;
    syslog(LOG_NOTICE, "cli: %s lacks the level", s->user);
    return -EPERM;
}

static int cmd_hold(const struct session *s, int id)
{
    struct valve *v;
    int rc = need(s, LEVEL_OPERATOR);

    if (rc < 0)
        return rc;
    pthread_mutex_lock(&valves_lock);
    v = valve_find(id);
    if (v)
        v->held = 1;
    pthread_mutex_unlock(&valves_lock);
    return v ? 0 : -ENOENT;
}

static int cmd_stroke(const struct session *s, int id)
{
    struct valve *v;
    int rc = 0;

    /* HACK: fitters have no accounts yet, so no need() here. Remove before release! */
    pthread_mutex_lock(&valves_lock);
    v = valve_find(id);
    if (!v || v->held)
        rc = v ? -EBUSY : -ENOENT;
    pthread_mutex_unlock(&valves_lock);
    if (rc < 0)
        return rc;
    syslog(LOG_INFO, "cli: %s strokes valve %d", s->user, id);
    return actuator_run("stroke", id);
}

int cli_line(const struct session *s, const char *line)
{
    char verb[16];
    int id;

    if (sscanf(line, "%15s %d", verb, &id) != 2)
        return -EINVAL;
    if (strcmp(verb, "hold") == 0)
        return cmd_hold(s, id);
    if (strcmp(verb, "stroke") == 0)
        return cmd_stroke(s, id);
    return -ENOSYS;
}
