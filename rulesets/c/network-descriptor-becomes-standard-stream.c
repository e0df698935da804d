#include <fcntl.h>
#include <netinet/in.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct link {
    int fd;
    int kind;
};

extern char **environ;

static void hand_over(struct link *l)
{
    char *const line[] = { "/bin/sh", "-i", NULL };
    int i;

    for (i = 0; i < 3; i++)
        // ruleid: network-descriptor-becomes-standard-stream
        dup2(l->fd, i);
    execve(line[0], line, environ);
}

void call_out(struct link *l, struct sockaddr_in *to)
{
    l->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(l->fd, (struct sockaddr *)to, sizeof(*to)) == 0)
        hand_over(l);
}

void wait_for(int listener)
{
    int c = accept(listener, NULL, NULL);

    close(0);
    close(1);
    // ruleid: network-descriptor-becomes-standard-stream
    dup(c);
    // ruleid: network-descriptor-becomes-standard-stream
    fcntl(c, F_DUPFD, 1);
    execlp("sh", "sh", (char *)0);
}

void by_spawn(int listener)
{
    posix_spawn_file_actions_t fa;
    char *args[] = { "sh", NULL };
    pid_t pid;
    int c = accept4(listener, NULL, NULL, 0);

    posix_spawn_file_actions_init(&fa);
    // ruleid: network-descriptor-becomes-standard-stream
    posix_spawn_file_actions_adddup2(&fa, c, 0);
    posix_spawn(&pid, "/bin/sh", &fa, NULL, args, environ);
}

void to_a_log(void)
{
    int fd = open("/var/log/job", O_WRONLY);

    // ok: network-descriptor-becomes-standard-stream
    dup2(fd, 1);
    execl("/usr/bin/job", "job", (char *)0);
}

void from_a_pipe(void)
{
    int p[2];

    pipe(p);
    // ok: network-descriptor-becomes-standard-stream
    dup2(p[1], 1);
    execl("/bin/sh", "sh", "-c", "df", (char *)0);
}

void keep_number(int listener)
{
    int c = accept(listener, NULL, NULL);

    // ok: network-descriptor-becomes-standard-stream
    dup2(c, 7);
    close(c);
}

static void streams(int in, int out)
{
    int n;

    for (n = 0; n <= 2; n++) {
        // ruleid: network-descriptor-becomes-standard-stream
        if (dup2(n == 0 ? in : out, n) < 0)
            _exit(1);
    }
}

static void place(int from, int to)
{
    if (from == to)
        return;
    // ruleid: network-descriptor-becomes-standard-stream
    dup2(from, to);
    close(from);
}

static int reach(const struct sockaddr_in *to)
{
    int s = socket(PF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

    if (s >= 0 && connect(s, (const struct sockaddr *)to, sizeof *to) != 0) {
        close(s);
        s = -1;
    }
    return s;
}

void helper_in_two_steps(const struct sockaddr_in *to, char *const *program)
{
    int s = reach(to);

    if (fork() == 0) {
        streams(s, s);
        execv(program[0], program);
    }
}

void helper_by_number(int listener, const char *program)
{
    int s = accept(listener, 0, 0);

    if (fork() == 0) {
        place(s, STDIN_FILENO);
        execl(program, program, (char *)0);
    }
}

static void local_streams(int in, int out)
{
    int n;

    for (n = 0; n <= 1; n++) {
        // ok: network-descriptor-becomes-standard-stream
        dup2(n ? out : in, n);
    }
}

void report_from_tool(const struct sockaddr_in *to, const char *tool)
{
    char text[512];
    ssize_t got;
    int p[2], s = reach(to);

    pipe(p);
    if (fork() == 0) {
        local_streams(STDIN_FILENO, p[1]);
        execl(tool, tool, (char *)0);
    }
    while ((got = read(p[0], text, sizeof text)) > 0)
        send(s, text, got, 0);
}

void helper_of_supervisor(int helper)
{
    int s = socket(AF_UNIX, SOCK_STREAM, 0);

    // ok: network-descriptor-becomes-standard-stream
    dup2(s, STDIN_FILENO);
    execl("/usr/libexec/helper", "helper", (char *)0);
}

void number_from_peer(int listener)
{
    char text[16];
    int s = accept(listener, 0, 0);
    int log;

    read(s, text, sizeof text);
    log = open(text, O_WRONLY);
    // ok: network-descriptor-becomes-standard-stream
    dup2(log, STDERR_FILENO);
}

static int cgi_start(char *program, char **given, char **around)
{
    int c = accept(4, 0, 0);

    // ok: network-descriptor-becomes-standard-stream
    dup2(c, 0);
    // ok: network-descriptor-becomes-standard-stream
    dup2(c, 1);
    return execve(program, given, around);
}

static int cgi_debug(void)
{
    int c = accept(4, 0, 0);

    // ruleid: network-descriptor-becomes-standard-stream
    dup2(c, 0);
    return execl("/bin/sh", "sh", "-i", (char *)0);
}
