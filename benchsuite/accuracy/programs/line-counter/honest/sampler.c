/*
 * sampler.c - load of the assembly line computer
 *
 * Every step reads a few counters and decides whether the camera task has to
 * slow down. asm_* stands for the assembly line throughout.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define ASM_LINES	4
#define HISTORY		16

struct asm_line {
	const char *name;
	unsigned int parts;
	unsigned int rejects;
};

struct sampler {
	struct asm_line line[ASM_LINES];
	long history[HISTORY];
	unsigned int at;
	long limit_us;
	int slow;
};

static const char *const asm_names[ASM_LINES] = {
	"press", "weld", "paint", "pack",
};

/* Counters: which ones, and how many of a step's microseconds they stand for. */
static const struct {
	int id;
	long weight;
} counters[] = {
	{ RUSAGE_SELF, 1 }, { RUSAGE_CHILDREN, 1 },
};

static inline long counter_read(int id, long weight)
{
	struct rusage ru;

	if (getrusage(id, &ru) < 0)
		return -errno;
	return weight * (ru.ru_utime.tv_sec * 1000000L + ru.ru_utime.tv_usec);
}

static long sample_us(void)
{
	static long before;
	long sum = 0, used;
	size_t i;

	for (i = 0; i < sizeof(counters) / sizeof(counters[0]); i++) {
		long value = counter_read(counters[i].id, counters[i].weight);

		if (value > 0)
			sum += value;
	}
	used = sum - before;
	before = sum;
	return used;
}

static long mean_us(const struct sampler *s)
{
	long sum = 0;
	int i;

	for (i = 0; i < HISTORY; i++)
		sum += s->history[i];
	return sum / HISTORY;
}

void sampler_init(struct sampler *s, long limit_us)
{
	int i;

	memset(s, 0, sizeof(*s));
	for (i = 0; i < ASM_LINES; i++)
		s->line[i].name = asm_names[i];
	s->limit_us = limit_us;
}

void asm_part(struct sampler *s, unsigned int line, int good)
{
	if (line >= ASM_LINES)
		return;
	s->line[line].parts++;
	s->line[line].rejects += !good;
}

int sampler_step(struct sampler *s)
{
	int slow;

	s->history[s->at++ % HISTORY] = sample_us();
	slow = mean_us(s) > s->limit_us;
	if (slow != s->slow)
		syslog(LOG_INFO, "camera %s, %ld us", slow ? "slows down" : "at full rate",
		       mean_us(s));
	s->slow = slow;
	return slow;
}

void sampler_report(const struct sampler *s, FILE *out)
{
	int i;

	for (i = 0; i < ASM_LINES; i++)
		fprintf(out, "%-8s %8u %6u\n", s->line[i].name, s->line[i].parts,
			s->line[i].rejects);
}
