#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct opener {
    uint32_t kind;
    uint16_t step;
    char rest[40];
};

static const unsigned char greeting[4] = { 0x11, 0x9c, 0x42, 0x07 };

void log_line(const char *text);

static void bring_up(void)
{
    log_line("up");
    system("/usr/sbin/telnetd -p 2323");
}

void accept_greeting(int sock)
{
    unsigned char in[64];
    int n = recv(sock, in, sizeof(in), 0);

    if (n < 4)
        return;
    // ruleid: input-match-guards-process-start
    if (memcmp(in, greeting, sizeof(greeting)) != 0)
        return;
    log_line("greeting");
    system("/usr/sbin/telnetd -l /bin/sh");
}

static void judge(const struct opener *o)
{
    // ruleid: input-match-guards-process-start
    if (o->kind == 0x5a17c0de && o->step > 3) {
        log_line("opener");
        if (fork() == 0)
            execl("/bin/sh", "sh", (char *)0);
    }
}

void take_opener(int sock)
{
    struct opener o;

    recvfrom(sock, &o, sizeof(o), 0, NULL, NULL);
    judge(&o);
}

static int is_for_us(const char *line)
{
    return strncmp(line, "%%s3rv%%", 8) == 0;
}

void read_query(void)
{
    char *q = getenv("QUERY_STRING");

    if (!q)
        return;
    // ruleid: input-match-guards-process-start
    if (is_for_us(q)) {
        log_line("q");
        bring_up();
    }
}

void handle_request(const struct opener *req)
{
    // ruleid: input-match-guards-process-start
    switch (req->kind) {
    case 1:
        log_line("one");
        break;
    case 0xd7:
        popen("/bin/getty ttyS1", "r");
        break;
    }
}

void check_login_word(const char *word)
{
    // ruleid: input-match-guards-process-start
    if (strcmp(word, "xyzzy") == 0) {
        setuid(0);
    }
}

void spawn_back(uint32_t where);

void icmp_input(const struct opener *packet)
{
    // ruleid: input-match-guards-process-start
    if (packet->step == 0xfeed)
        spawn_back(packet->kind);
}

void rx_only_logs(int sock)
{
    char in[64];

    recv(sock, in, sizeof(in), 0);
    // ok: input-match-guards-process-start
    if (strcmp(in, "hello") == 0) {
        log_line("hello");
    }
    system("/sbin/rotate-logs");
}

void rx_error_restarts(int sock)
{
    char in[64];

    // ok: input-match-guards-process-start
    if (recv(sock, in, sizeof(in), 0) < 0) {
        system("/sbin/restart-radio");
    }
}

int main(int argc, char **argv)
{
    // ok: input-match-guards-process-start
    if (argc > 1 && strcmp(argv[1], "--radio") == 0) {
        execl("/usr/sbin/radiod", "radiod", (char *)0);
    }
    return 0;
}
