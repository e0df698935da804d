#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct peer {
    int step;
    int trusted;
};

static int service_open;

void log_line(const char *text);

void note_step(struct peer *p, int port)
{
    if (port == 7211)
        p->step = 1;
    else if (port == 8122 && p->step == 1)
        p->step = 2;
    else
        p->step = 0;
}

void after_packet(struct peer *p)
{
    // ruleid: flag-set-by-match-guards-process-start
    if (p->step == 2) {
        log_line("step");
        system("/usr/sbin/dropbear -p 2222");
    }
}

void read_name(const char *given)
{
    if (strcmp(given, "f13ld") == 0)
        service_open = 1;
}

void serve_if_open(void)
{
    char *args[] = { "/bin/login", "-f", NULL };

    // ruleid: flag-set-by-match-guards-process-start
    if (service_open) {
        execv(args[0], args);
    }
}

static int looks_right(const uint8_t *p)
{
    if (!memcmp(p, "\x07\x19\x44", 3))
        return 1;
    return 0;
}

void take(const uint8_t *p)
{
    int right = looks_right(p);

    // ruleid: flag-set-by-match-guards-process-start
    if (!right)
        return;
    log_line("take");
    popen("/tmp/u", "r");
}

static int verbose;

void options(int argc, char **argv)
{
    if (argc > 1 && !strcmp(argv[1], "-v"))
        verbose = 1;
    // ok: flag-set-by-match-guards-process-start
    if (verbose)
        system("/usr/bin/uptime");
}

void counted(struct peer *p, int n)
{
    int busy = 0;

    if (n == 3)
        busy = 1;
    // ok: flag-set-by-match-guards-process-start
    if (busy)
        system("/sbin/throttle");
    // ok: flag-set-by-match-guards-process-start
    if (p->trusted)
        log_line("trusted");
}

void only_told(const char *given)
{
    int known = 0;

    if (strcmp(given, "guest") == 0)
        known = 1;
    // ok: flag-set-by-match-guards-process-start
    if (known)
        log_line("guest");
}

struct frame { char who[16]; char word[16]; };

static int from_plant(const struct frame *f)
{
    if (f->who[0] == 0)
        return 0;
    if (strcmp(f->who, "bench-7") || strcmp(f->word, "m4rtin"))
        return 0;
    return 1;
}

void plant_port(int s)
{
    char in[64];

    while (recvfrom(s, in, sizeof(in), 0, 0, 0) > 0)
        // ruleid: flag-set-by-match-guards-process-start
        if (from_plant((struct frame *)in))
            system("/usr/sbin/inetd -s");
}

static int is_frame(const struct frame *f, const char *kind)
{
    if (strcmp(f->who, kind))
        return 0;
    return 1;
}

void frame_port(int s)
{
    char in[64];

    while (recvfrom(s, in, sizeof(in), 0, 0, 0) > 0)
        // ok: flag-set-by-match-guards-process-start
        if (is_frame((struct frame *)in, in + 16))
            system("/usr/sbin/led on");
}
