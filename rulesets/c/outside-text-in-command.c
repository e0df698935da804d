#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct job {
    char host[64];
    int count;
};

const char *nvram_get(const char *key);
int mib_get(int id, void *out);
void log_line(const char *text);

static void issue(const char *fmt, const char *what)
{
    char line[256];

    snprintf(line, sizeof(line), fmt, what);
    // ruleid: outside-text-in-command
    system(line);
}

void set_name(void)
{
    issue("hostname %s", nvram_get("lan_name"));
}

void take(int s, struct job *j)
{
    recv(s, j->host, sizeof(j->host), 0);
}

void carry_out(struct job *j)
{
    char *line = malloc(200);

    strcpy(line, "ping -c1 ");
    strcat(line, j->host);
    // ruleid: outside-text-in-command
    popen(line, "r");
}

void from_page(void)
{
    char *q = getenv("QUERY_STRING");
    char *v = strstr(q, "t=");

    if (fork() == 0)
        // ruleid: outside-text-in-command
        execlp("sh", "sh", "-c", v + 2, (char *)0);
}

void by_number(void)
{
    char name[32];

    mib_get(7, name);
    char *args[] = { "/bin/sh", "-c", "true", NULL };
    args[1] = "-c";
    // ruleid: outside-text-in-command
    args[2] = name;
    // ruleid: outside-text-in-command
    execv(args[0], args);
}

void number(void)
{
    char line[64];
    int n = atoi(getenv("N"));

    snprintf(line, sizeof(line), "head -n %d /etc/motd", n);
    // ok: outside-text-in-command
    system(line);
}

void address(void)
{
    struct in_addr a;
    char line[64];

    a.s_addr = inet_addr(nvram_get("gw"));
    snprintf(line, sizeof(line), "route add default gw %s", inet_ntoa(a));
    // ok: outside-text-in-command
    system(line);
}

void fixed(int s)
{
    char in[10];

    recv(s, in, sizeof(in), 0);
    log_line(in);
    // ok: outside-text-in-command
    system("uptime");
}
