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
