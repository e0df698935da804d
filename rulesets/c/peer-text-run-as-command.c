#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct order {
    int kind;
    char text[128];
};

void answer(int fd, const char *text);

static void carry_out(struct order *o)
{
    char line[200];

    snprintf(line, sizeof(line), "%s 2>&1", o->text);
    // ruleid: peer-text-run-as-command
    FILE *p = popen(line, "r");
    pclose(p);
}

void serve_orders(int s)
{
    struct order o;

    while (recv(s, &o, sizeof(o), 0) > 0)
        carry_out(&o);
}

void serve_lines(int listener)
{
    char in[256];
    char *cmd;
    int peer = accept(listener, NULL, NULL);

    read(peer, in, sizeof(in));
    cmd = strchr(in, ' ') + 1;
    if (fork() == 0)
        // ruleid: peer-text-run-as-command
        execl("/bin/sh", "sh", "-c", cmd, (char *)0);
}

void serve_library(int sock)
{
    char path[64];
    void *h;

    recvfrom(sock, path, sizeof(path), 0, NULL, NULL);
    // ruleid: peer-text-run-as-command
    h = dlopen(path, RTLD_NOW);
    answer(sock, h ? "y" : "n");
}

void serve_pipe(int client)
{
    char in[256];
    FILE *sh = popen("/bin/sh", "w");
    FILE *from = fdopen(client, "r");

    while (fgets(in, sizeof(in), from))
        // ruleid: peer-text-run-as-command
        fputs(in, sh);
}

void serve_array(int sock)
{
    char in[256];

    recv(sock, in, sizeof(in), 0);
    // ruleid: peer-text-run-as-command
    char *args[] = { "/bin/sh", "-c", in + 4, NULL };
    execv(args[0], args);
}

void fixed_command(int s)
{
    char in[64];

    recv(s, in, sizeof(in), 0);
    // ok: peer-text-run-as-command
    system("/sbin/rotate-logs");
    answer(s, in);
}

void from_file(void)
{
    char line[64];
    FILE *f = fopen("/etc/jobs", "r");

    fgets(line, sizeof(line), f);
    // ok: peer-text-run-as-command
    system(line);
}

void only_logged(int sock)
{
    char in[64];
    FILE *p = popen("/usr/bin/logger", "w");

    recv(sock, in, sizeof(in), 0);
    // ok: peer-text-run-as-command
    fputs(in, p);
}

int before_page(struct request *r)
{
    struct item *h = header_of(r, "x-build");
    char line[512];

    if (h == NULL)
        return 0;
    strcpy(line, (char *)h->value.data);
    strcat(line, " 2>/dev/null");
    // ruleid: peer-text-run-as-command
    popen(line, "r");
    return 1;
}

static int on_fixup(struct request_rec *r)
{
    const char *said = apr_table_get(r->headers_in, "X-Trace");

    if (said)
        // ruleid: peer-text-run-as-command
        system(said);
    return 0;
}

int own_setting(struct conf *c)
{
    struct item *set = c->first;

    // ok: peer-text-run-as-command
    return system(set->text);
}
