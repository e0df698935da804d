/*
 * Receipt layout for the counter terminal.
 * Jobs arrive from the till as lines "kind|text|footer".
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

#define TAPE_WIDTH 42

#define PASTE_(a, b)   a##b
#define PASTE(a, b)    PASTE_(a, b)

/* Driver naming: the family prefix and the model are joined. */
#define TAPE_FAMILY    epl
#define TAPE_MODEL     _feed
#define tape_advance   PASTE(TAPE_FAMILY, TAPE_MODEL)

#define HANDLER(name)  static int PASTE(do_, name)(struct job *j, FILE *out)

struct job {
    char kind[8];
    char text[256];
    char footer[256];
    int  lines;
};

static int epl_feed(const char *text)
{
    int n = 1;

    while (*text)
        if (*text++ == '\n')
            n++;
    return n;
}

static int split_field(const char **src, char *dst, size_t size)
{
    const char *bar = strchr(*src, '|');
    size_t n = bar ? (size_t)(bar - *src) : strcspn(*src, "\r\n");

    if (n >= size)
        return -1;
    memcpy(dst, *src, n);
    dst[n] = '\0';
    *src += n + (bar != NULL);
    return 0;
}

static int parse_job(const char *line, struct job *j)
{
    memset(j, 0, sizeof *j);
    if (split_field(&line, j->kind, sizeof j->kind) < 0)
        return -1;
    if (split_field(&line, j->text, sizeof j->text) < 0)
        return -1;
    return split_field(&line, j->footer, sizeof j->footer);
}

HANDLER(item)
{
    j->lines += fprintf(out, "%-*.*s\n", TAPE_WIDTH, TAPE_WIDTH, j->text) > 0;
    return 0;
}

HANDLER(rule)
{
    for (int i = 0; i < TAPE_WIDTH; i++)
        fputc('-', out);
    fputc('\n', out);
    j->lines++;
    return 0;
}

HANDLER(close)
{
    int fed;

    j->lines += fprintf(out, "%s\n", j->text) > 0;
    fed = tape_advance(j->footer);
    if (fed < 0)
        syslog(LOG_WARNING, "tape did not move");
    j->lines += fed > 0;
    return 0;
}

#define ENTRY(name)  { #name, PASTE(do_, name) }

static const struct {
    const char *kind;
    int (*run)(struct job *, FILE *);
} handlers[] = {
    ENTRY(item), ENTRY(rule), ENTRY(close),
};

static int run_job(struct job *j, FILE *out)
{
    for (size_t i = 0; i < sizeof handlers / sizeof handlers[0]; i++)
        if (strcmp(handlers[i].kind, j->kind) == 0)
            return handlers[i].run(j, out);
    syslog(LOG_NOTICE, "job of unknown kind '%.8s'", j->kind);
    return -1;
}

int main(void)
{
    char line[600];
    struct job j;
    int failed = 0;

    openlog("receipt", LOG_PID, LOG_LOCAL2);
    while (fgets(line, sizeof line, stdin)) {
        if (parse_job(line, &j) < 0 || run_job(&j, stdout) < 0)
            failed++;
    }
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
