#include <stdio.h>
#include <syslog.h>

#define BANNER "radio unit ready\n"
#define _(text) translate(text)

extern const char *translate(const char *text);
extern void unit_log_msg(int level, const char *format, ...);

struct request {
    char path[64];
    char reason[64];
};

void report_request(const struct request *rq)
{
    // ruleid: nonliteral-format
    syslog(LOG_WARNING, rq->path);
    // ruleid: nonliteral-format
    unit_log_msg(2, rq->reason);
}

void render(FILE *page, char *text, char *row, size_t room)
{
    // ruleid: nonliteral-format
    fprintf(page, text);
    // ruleid: nonliteral-format
    snprintf(row, room, text + 4);
}

int shout(char *argv[])
{
    // ruleid: nonliteral-format
    return printf(argv[1]);
}

void report_safely(const struct request *rq, FILE *page)
{
    // ok: nonliteral-format
    syslog(LOG_WARNING, "%s", rq->path);
    // ok: nonliteral-format
    fprintf(page, "path=%s\n", rq->path);
    // ok: nonliteral-format
    unit_log_msg(2, "bad request");
}

void greet(void)
{
    // ok: nonliteral-format
    printf(BANNER);
    // ok: nonliteral-format
    printf(_("please wait\n"));
}

void plural(int n, char *out, size_t size)
{
    // ok: nonliteral-format
    printf(n == 1 ? "one unit\n" : "more units\n");
    // ok: nonliteral-format
    snprintf(out, size, "%d", n);
}
