#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>

extern int config_read(const char *key, char *out, size_t size);
extern int only_digits(const char *text);

void change_hostname(void)
{
    char name[64];
    char buffer[96];

    if (config_read("system.hostname", name, sizeof(name)) != 0)
        return;
    sprintf(buffer, "hostname %s", name);
    // ruleid: read-value-in-shell-command
    if (system(buffer) != 0)
        puts("failed");
}

static int remote_trace(int sock)
{
    char request[512], cmdline[600];
    ssize_t got;

    while ((got = recv(sock, request, sizeof(request) - 1, 0)) > 0) {
        request[got] = '\0';
        snprintf(cmdline, sizeof(cmdline), "traceroute %s", request + 6);
        // ruleid: read-value-in-shell-command
        FILE *p = popen(cmdline, "r");
        if (!p)
            return -1;
        pclose(p);
    }
    return 0;
}

void play_script(FILE *script)
{
    char line[256];

    while (fgets(line, sizeof(line), script)) {
        if (line[0] != '#')
            // ruleid: read-value-in-shell-command
            system(line);
    }
}

void show_hostname(void)
{
    char name[64];

    if (config_read("system.hostname", name, sizeof(name)) == 0)
        puts(name);
    // ok: read-value-in-shell-command
    system("hostname -F /etc/hostname");
}

static void count_words(FILE *in)
{
    char line[256];
    char command[64];
    int words = 0;

    while (fgets(line, sizeof(line), in))
        words++;
    snprintf(command, sizeof(command), "logger words=%d", words);
    // ok: read-value-in-shell-command
    system(command);
}

static void echo_back(int sock)
{
    char request[128];
    char reply[160];

    recv(sock, request, sizeof(request), 0);
    // ok: read-value-in-shell-command
    snprintf(reply, sizeof(reply), "you said %s", request);
    send(sock, reply, sizeof(reply), 0);
}
