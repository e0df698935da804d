/*
 * alarm.c
 *
 * Alarm table. Names and severities come from etc/defaults/alarms.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <time.h>

#include "alarm.h"
#include "log.h"
#include "plat_safe.h"

#define MAX_ALARMS 32

typedef struct
{
    char name[24];
    char detail[64];
    enum AlarmSeverity sev;
    time_t since;
} Alarm;

static Alarm alarms[MAX_ALARMS];
static int alarm_count;

static Alarm *
FindAlarm(const char *name)
{
    int i;

    for (i = 0; i < alarm_count; i++)
    {
        if (strcmp(alarms[i].name, name) == 0)
        {
            return &alarms[i];
        }
    }
    return NULL;
}

int
alarm_raise(const char *name, enum AlarmSeverity sev, const char *detail)
{
    Alarm *a = FindAlarm(name);

    if (a == NULL)
    {
        if (alarm_count == MAX_ALARMS)
        {
            return -1;
        }
        a = &alarms[alarm_count++];
        memset(a, 0, sizeof *a);
        RRU_strcpy_s(a->name, sizeof a->name, name);
        a->since = time(NULL);
    }
    a->sev = sev;
    strncpy(a->detail, detail, strlen(detail) + 1);
    return 0;
}

int
alarm_clear(const char *name)
{
    Alarm *a = FindAlarm(name);

    if (a == NULL)
    {
        return -1;
    }
    *a = alarms[--alarm_count];
    return 0;
}

void
alarm_list(char *out, size_t outlen)
{
    int i;
    size_t used = 0;

    out[0] = '\0';
    for (i = 0; i < alarm_count; i++)
    {
        int n = snprintf(out + used, outlen - used, "%s/%d;", alarms[i].name, (int)alarms[i].sev);

        if (n < 0 || (size_t)n >= outlen - used)
        {
            break;
        }
        used += (size_t)n;
    }
}

void
alarm_note(const char *who, const char *text)
{
    char line[128];

    snprintf(line, sizeof line, "note by %s: %s", who, text);
    syslog(LOG_NOTICE, line);
    RRU_INFO(line);
}

void
alarm_age(void)
{
    int i;
    time_t now = time(NULL);

    for (i = alarm_count - 1; i >= 0; i--)
    {
        if (alarms[i].sev == ALM_CLEARED && now - alarms[i].since > 86400)
        {
            alarms[i] = alarms[--alarm_count];
        }
    }
    syslog(LOG_DEBUG, "%d alarms", alarm_count);
}
