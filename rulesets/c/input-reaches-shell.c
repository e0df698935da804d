#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

struct request {
    char name[64];
    char command[256];
};

struct entry {
    const char *verb;
    int (*handle)(struct request *request);
};

static int run_line(const char *line)
{
    // ruleid: input-reaches-shell
    return system(line);
}

static int run_number(const char *text)
{
    char line[64];
    snprintf(line, sizeof(line), "ping -c %d host", atoi(text));
    // ok: input-reaches-shell
    return system(line);
}

static int handle_diag(struct request *request)
{
    char line[300];
    snprintf(line, sizeof(line), "traceroute %s", request->command);
    return run_line(line);
}

static int handle_name(struct request *request)
{
    // ok: input-reaches-shell
    return system(request->name);
}

static const struct entry table[] = {
    { "diag", handle_diag },
    { .verb = "name", .handle = handle_name },
};

static void receive(int s, char *into, size_t size)
{
    recv(s, into, size, 0);
}

void serve(int s)
{
    struct request request;
    char buffer[256];

    memset(&request, 0, sizeof(request));
    receive(s, buffer, sizeof(buffer));
    strcpy(request.command, buffer);
    table[0].handle(&request);
    run_number(buffer);
}

void environment(void)
{
    char line[100];
    const char *shell = getenv("SHELL");
    if (!shell)
        shell = "/bin/sh";
    sprintf(line, "%s -c date", shell);
    // ruleid: input-reaches-shell
    FILE *pipe = popen(line, "r");
    pclose(pipe);
    strcpy(line, "date");
    // ok: input-reaches-shell
    system(line);
}

int main(int argc, char *argv[])
{
    // ruleid: input-reaches-shell
    system(argv[1]);
    return argc;
}
