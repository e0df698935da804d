/*
 * Telemetry service: reads the temperature sensors and writes averages.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "trace.h"

#define SENSORS	4
#define SAMPLES	60

struct sensor {
	char path[64];
	long sum;
	long n;
	char note[96];
};

struct trace trace_state = { NULL, TRACE_INFO, 0, 0 };

static int sensor_read(struct sensor *s)
{
	char line[128];
	char *end;
	long v;
	FILE *fp = fopen(s->path, "r");

	if (!fp)
		return -errno;
	if (!fgets(line, sizeof(line), fp)) {
		fclose(fp);
		return -EIO;
	}
	fclose(fp);
	errno = 0;
	v = strtol(line, &end, 10);
	if (errno || end == line)
		return -EINVAL;
	s->sum += v;
	s->n++;
	while (*end == ' ')
		end++;
	snprintf(s->note, sizeof(s->note), "%s", end);
	s->note[strcspn(s->note, "\n")] = '\0';
	return 0;
}

static void period_end(struct sensor *s, int count)
{
	int i;

	for (i = 0; i < count; i++) {
		if (!s[i].n) {
			TRACE(TRACE_ERROR, "sensor gives no values");
			continue;
		}
		TRACE_NOTE(TRACE_INFO, s[i].path, s[i].sum / s[i].n);
		s[i].sum = s[i].n = 0;
		TRACE_CLOSE(tem, s[i].note);
	}
}

int main(int argc, char **argv)
{
	struct sensor sensors[SENSORS];
	int count = argc - 1;
	int i, k, rc;

	if (count < 1 || count > SENSORS) {
		fprintf(stderr, "usage: %s sensor...\n", argv[0]);
		return 2;
	}
	trace_state.out = stdout;
	memset(sensors, 0, sizeof(sensors));
	for (i = 0; i < count; i++)
		snprintf(sensors[i].path, sizeof(sensors[i].path), "%s", argv[i + 1]);
	for (;;) {
		for (k = 0; k < SAMPLES; k++) {
			for (i = 0; i < count; i++) {
				rc = sensor_read(&sensors[i]);
				if (rc)
					TRACE_NOTE(TRACE_FINE, "read failed", rc);
			}
			sleep(1);
		}
		period_end(sensors, count);
	}
}
