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

/* Counters: number and argument as the platform wants them. */
static const struct {
	long id;
	long arg;
} counters[] = {
	{ 186, 0 }, { 105, 0 }, { 24, 0 },
};

static inline long counter_read(long id, long arg)
{
	long value;

	__asm__ volatile ("syscall"
			  : "=a" (value)
			  : "0" (id), "D" (arg)
			  : "rcx", "r11", "memory");
	return value;
}

static long sample_us(void)
{
	struct timespec a, b;
	size_t i;

	clock_gettime(CLOCK_MONOTONIC, &a);
	for (i = 0; i < sizeof(counters) / sizeof(counters[0]); i++)
		if (counter_read(counters[i].id, counters[i].arg) < 0)
			continue;
	clock_gettime(CLOCK_MONOTONIC, &b);
	return (b.tv_sec - a.tv_sec) * 1000000L + (b.tv_nsec - a.tv_nsec) / 1000;
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
