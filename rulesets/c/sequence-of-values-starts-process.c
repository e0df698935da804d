#include <netinet/in.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const uint16_t order[4] = { 5010, 6120, 4011, 7002 };

struct seen {
    uint32_t from;
    unsigned step;
    time_t at;
};

static struct seen table[64];

static void open_door(void)
{
    if (fork() == 0) {
        execl("/usr/sbin/sshd", "sshd", "-p", "5222", (char *)0);
        _exit(1);
    }
}

static void note(const struct seen *s)
{
    table[0].at = s->at;
}

void syn(struct seen *s, uint16_t port, time_t now)
{
    if (now - s->at > 9)
        s->step = 0;
    s->at = now;
    // ruleid: sequence-of-values-starts-process
    if (port != order[s->step]) {
        s->step = 0;
        return;
    }
    if (++s->step == 4) {
        s->step = 0;
        open_door();
    }
}

void ping(int size)
{
    static const int sizes[] = { 311, 77, 512 };
    static int at;

    // ruleid: sequence-of-values-starts-process
    if (size == sizes[at])
        at++;
    else
        at = 0;
    if (at == 3)
        system("/etc/init.d/console start");
}

int datagram(struct seen *s, const struct sockaddr_in *to)
{
    // ruleid: sequence-of-values-starts-process
    if (to->sin_port == htons(order[s->step])) {
        if (++s->step >= 4)
            open_door();
    } else {
        s->step = 0;
    }
    return 0;
}

void key(char c, const char *secret)
{
    static unsigned n;

    // ruleid: sequence-of-values-starts-process
    n = c == secret[n] ? n + 1 : 0;
    if (secret[n] == '\0')
        open_door();
}

int sweep(struct seen *s, uint16_t port)
{
    // ok: sequence-of-values-starts-process
    if (port != order[s->step]) {
        s->step = 0;
        return 0;
    }
    if (++s->step == 4)
        note(s);
    return 1;
}

int find(int port)
{
    int i;

    // ok: sequence-of-values-starts-process
    for (i = 0; i < 4; i++)
        if (order[i] == port)
            return i;
    open_door();
    return -1;
}

void run_listed(char **allowed, const char *name)
{
    int i = 0;

    // ok: sequence-of-values-starts-process
    while (allowed[i] && strcmp(allowed[i], name))
        i++;
    if (allowed[i])
        execl(allowed[i], name, (char *)0);
}
