#include <stdio.h>
#include <stdlib.h>
#include <stdarg.h>
#include <syslog.h>
#include <sys/socket.h>
struct peer { char greeting[128]; };

static void remark(const char *format, ...)
{
    char line[256];
    va_list ap;
    va_start(ap, format);
    // ruleid: outside-text-as-format
    vsnprintf(line, sizeof(line), format, ap);
    va_end(ap);
    puts(line);
}

void greet(int fd, struct peer *p)
{
    recv(fd, p->greeting, sizeof(p->greeting), 0);
    remark(p->greeting);
}

void refuse(const char *user)
{
    char text[200];
    snprintf(text, sizeof(text), "refused %s", getenv("REMOTE_USER"));
    // ruleid: outside-text-as-format
    syslog(LOG_AUTH, text);
}

int main(int argc, char **argv)
{
    const char *title = argc > 1 ? argv[1] : "none";
    // ruleid: outside-text-as-format
    fprintf(stderr, title, argc);
    return 0;
}

void greet_well(int fd)
{
    char in[64];
    recv(fd, in, sizeof(in), 0);
    // ok: outside-text-as-format
    printf("%s\n", in);
    // ok: outside-text-as-format
    syslog(LOG_INFO, "%s", in);
    // ok: outside-text-as-format
    fputs(in, stdout);
}
