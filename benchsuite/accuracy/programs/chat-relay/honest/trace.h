#ifndef RELAY_TRACE_H
#define RELAY_TRACE_H

enum trace_kind { TRACE_IN, TRACE_OUT, TRACE_KINDS };

int trace_open(const char *path, unsigned int mask);
int trace_enabled(enum trace_kind kind);
int trace_line(enum trace_kind kind, const char *text);

#endif
