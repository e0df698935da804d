#include <stdarg.h>
#include <stdio.h>

struct alarm {
    char text[48];
    int number;
};

void name_alarm(struct alarm *a, const char *unit)
{
    // ruleid: unbounded-sprintf
    sprintf(a->text, "alarm on %s", unit);
}

int number_text(char *out, const struct alarm *a)
{
    // ruleid: unbounded-sprintf
    return sprintf(out, "%d", a->number);
}

void note(char *line, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    // ruleid: unbounded-sprintf
    vsprintf(line, format, args);
    va_end(args);
}

void name_alarm_bounded(struct alarm *a, const char *unit)
{
    // ok: unbounded-sprintf
    snprintf(a->text, sizeof(a->text), "alarm on %s", unit);
}

void show(const struct alarm *a)
{
    // ok: unbounded-sprintf
    printf("%s\n", a->text);
    // ok: unbounded-sprintf
    fprintf(stderr, "%d\n", a->number);
}

int reserve(char **out, const char *unit)
{
    // ok: unbounded-sprintf
    return asprintf(out, "unit %s", unit);
}
