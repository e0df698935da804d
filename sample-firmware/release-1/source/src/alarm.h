#ifndef ALARM_H
#define ALARM_H

#include <stddef.h>

enum AlarmSeverity { ALM_CLEARED, ALM_WARNING, ALM_MINOR, ALM_MAJOR, ALM_CRITICAL };

int  alarm_raise(const char *name, enum AlarmSeverity sev, const char *detail);
int  alarm_clear(const char *name);
void alarm_list(char *out, size_t outlen);
void alarm_note(const char *who, const char *text);
void alarm_age(void);

#endif
