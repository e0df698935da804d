#include <stdarg.h>
#include <stdio.h>
#include <syslog.h>

struct message {
    int level;
    char body[128];
};

struct outlet {
    const char *name;
    void (*put)(int level, const char *format, ...);
    int (*depth)(int level);
};

static void to_log(int level, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vsyslog(level, format, args);
    va_end(args);
}

static void trace(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
}

static void plain(const char *text)
{
    fputs(text, stderr);
}

static int depth_of(int level)
{
    return level * 2;
}

static const struct outlet outlets[] = { { "log", to_log, depth_of } };

static void (*current)(const char *format, ...) = trace;

void forward(const struct outlet *to, const struct message *m)
{
    // ruleid: text-as-format-of-own-wrapper
    to->put(m->level, m->body);
    // ok: text-as-format-of-own-wrapper
    to->put(m->level, "%s", m->body);
}

void all(const struct message *m)
{
    for (unsigned i = 0; i < sizeof outlets / sizeof outlets[0]; i++)
        // ruleid: text-as-format-of-own-wrapper
        outlets[i].put(LOG_INFO, m->body);
}

void rejected(const char *line, int number)
{
    trace("line %d", number);
    // ruleid: text-as-format-of-own-wrapper
    trace(line);
    // ok: text-as-format-of-own-wrapper
    trace("%s", line);
    // ok: text-as-format-of-own-wrapper
    plain(line);
}

void warned(char *reply)
{
    // ruleid: text-as-format-of-own-wrapper
    to_log(LOG_WARNING, reply);
    // ok: text-as-format-of-own-wrapper
    to_log(LOG_WARNING, "peer: %s", reply);
}

void hooked(char *text)
{
    // ruleid: text-as-format-of-own-wrapper
    current(text);
    // ok: text-as-format-of-own-wrapper
    current("%s", text);
}

int deep(const struct outlet *to, const struct message *m)
{
    // ok: text-as-format-of-own-wrapper
    return to->depth(m->level);
}
