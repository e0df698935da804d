#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct reply;
extern void slurp(FILE *p, struct reply *r);
extern int allowed(const char *text);

int trace(const char *host, struct reply *r)
{
    char line[256];
    FILE *p;

    snprintf(line, sizeof line, "traceroute -m 8 %s 2>&1", host);
    // ruleid: argument-in-shell-command
    p = popen(line, "r");
    if (!p)
        return -1;
    slurp(p, r);
    return pclose(p);
}

static int vendor_order(struct reply *r, const unsigned char *body, size_t n)
{
    char text[160];

    if (n < 5)
        return -1;
    snprintf(text, sizeof text, "%.*s", (int)(n - 4), (const char *)body + 4);
    // ruleid: argument-in-shell-command
    return system(text);
}

int in_child(char *script)
{
    if (fork() == 0)
        // ruleid: argument-in-shell-command
        execl("/bin/sh", "sh", "-c", script, (char *)0);
    return 0;
}

void keep(char *name)
{
    char command[96] = "gzip ";

    strcat(command, name);
    if (command[0])
        // ruleid: argument-in-shell-command
        system(command);
}

int led(const char *typed)
{
    long n = strtol(typed, NULL, 10);
    char line[48];

    snprintf(line, sizeof line, "/usr/sbin/ledctl %ld", n);
    // ok: argument-in-shell-command
    return system(line);
}

int uptime_page(const char *unused, struct reply *r)
{
    // ok: argument-in-shell-command
    FILE *p = popen("uptime", "r");

    slurp(p, r);
    return pclose(p);
}

int spawn(const char *host)
{
    // ok: argument-in-shell-command
    return execl("/bin/ping", "ping", "-n", "-w1", host, (char *)0);
}

int note(const char *who)
{
    char text[80];

    snprintf(text, sizeof text, "asked by %s", who);
    puts(text);
    // ok: argument-in-shell-command
    return system("/sbin/restart");
}
