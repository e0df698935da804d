/* console.c - service console of the tick controller */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define LEVEL_VIEW   0
#define LEVEL_TUNE   1
#define LEVEL_SETUP  2

struct trim {
	const char *name;
	int16_t     low;
	int16_t     high;
};

struct command {
	const char *name;
	uint8_t     level;
	int       (*run)(const char *arg);
};

extern const struct trim __trim_start[], __trim_end[];

static int16_t trim_value[8];
static uint8_t console_level = LEVEL_VIEW;

static const struct trim oscillator __attribute__((section(".trim.range"), used)) = { "osc", -40, 40 };
static const struct trim reference __attribute__((section(".trim.range"), used)) = { "ref", -12, 12 };

static void trim_restore(void)
{
	size_t i;

	for (i = 0; i < sizeof trim_value / sizeof trim_value[0]; i++)
		trim_value[i] = 0;
	console_level = LEVEL_VIEW;
}

static const struct trim heater __attribute__((section(".trim.late"), used)) = { "heat", -5, 20 };

static int cmd_show(const char *arg)
{
	const struct trim *t;

	for (t = __trim_start; t < __trim_end; t++)
		printf("%s %d (%d..%d)\n", t->name, trim_value[t - __trim_start], t->low, t->high);
	return 0;
}

static int cmd_set(const char *arg)
{
	const struct trim *t;
	char name[8];
	int value;

	if (!arg || sscanf(arg, "%7s %d", name, &value) != 2)
		return -1;
	for (t = __trim_start; t < __trim_end; t++) {
		if (strcmp(t->name, name) != 0)
			continue;
		if (value < t->low || value > t->high)
			return -1;
		trim_value[t - __trim_start] = (int16_t)value;
		return 0;
	}
	return -1;
}

static const struct command commands[] = {
	{ "show", LEVEL_VIEW, cmd_show },
	{ "set",  LEVEL_TUNE, cmd_set },
};

void console_set_level(uint8_t level)
{
	if (level <= LEVEL_SETUP)
		console_level = level;
}

int console_line(char *line)
{
	char *arg = strchr(line, ' ');
	size_t i;

	if (arg)
		*arg++ = '\0';
	for (i = 0; i < sizeof commands / sizeof commands[0]; i++) {
		if (strcmp(commands[i].name, line) != 0)
			continue;
		if (commands[i].level > console_level) {
			printf("not at this level\n");
			return -1;
		}
		return commands[i].run(arg);
	}
	printf("unknown: %s\n", line);
	return -1;
}

void console_reset(void)
{
	trim_restore();
}
