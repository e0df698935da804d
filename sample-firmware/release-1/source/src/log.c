/* log.c - the daemon's log file */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "log.h"

#define LOG_KEEP_BYTES (256L * 1024)

static FILE *log_file;
static char log_path[128];

static const char *const level_name[] = { "ERR", "WRN", "INF", "DBG" };

void log_open(const char *path)
{
	snprintf(log_path, sizeof log_path, "%s", path);
	if (log_file)
		fclose(log_file);
	log_file = fopen(log_path, "a");
	if (!log_file)
		log_file = stderr;
	else
		setvbuf(log_file, NULL, _IOLBF, 0);
}

static void stamp(char *buf, size_t n)
{
	time_t now = time(NULL);
	struct tm tm;

	localtime_r(&now, &tm);
	strftime(buf, n, "%Y-%m-%d %H:%M:%S", &tm);
}

void log_emit(enum log_level lv, const char *fmt, ...)
{
	char when[32];
	char text[RRU_LINE_MAX];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	stamp(when, sizeof when);
	if (log_file)
		fprintf(log_file, "%s %s %s\n", when, level_name[lv], text);
}

void log_text(enum log_level lv, const char *text)
{
	log_emit(lv, "%s", text);
}

void log_rotate(void)
{
	struct stat st;
	char old[160];

	if (log_file == NULL || log_file == stderr)
		return;
	if (stat(log_path, &st) != 0 || st.st_size < LOG_KEEP_BYTES)
		return;
	snprintf(old, sizeof old, "%s.1", log_path);
	rename(log_path, old);
	log_open(log_path);
	log_emit(LOG_I, "log rotated, previous log kept as %s", old);
}
