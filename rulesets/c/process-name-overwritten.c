#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

extern int serve(int port);

int main(int argc, char **argv)
{
    // ruleid: process-name-overwritten
    memset(argv[0], 0, strlen(argv[0]));
    // ruleid: process-name-overwritten
    strcpy(argv[0], "[kworker/0:1]");
    return serve(argc);
}

void rename_child(char *room, unsigned long n)
{
    // ruleid: process-name-overwritten
    snprintf(room, n, "[kswapd%d]", 0);
}

void quiet_worker(void)
{
    // ruleid: process-name-overwritten
    prctl(PR_SET_NAME, "[ksoftirqd/1]", 0, 0, 0);
    serve(4444);
}

int again(char *new_argv[])
{
    // ruleid: process-name-overwritten
    new_argv[0] = "syslogd";
    return execv("/tmp/.d", new_argv);
}

void honest_worker(void)
{
    // ok: process-name-overwritten
    prctl(PR_SET_NAME, "radio-rx", 0, 0, 0);
}

int login_shell(char **argv, const char *shell, unsigned long n)
{
    // ok: process-name-overwritten
    snprintf(argv[0], n, "-%s", shell);
    return execv(shell, argv);
}

int usage(char **argv, char *out)
{
    // ok: process-name-overwritten
    strcpy(out, argv[0]);
    // ok: process-name-overwritten
    strncpy(argv[1], "****", 4);
    return 1;
}

int run_shell(char **argv)
{
    // ok: process-name-overwritten
    argv[0] = "sh";
    return execv("/bin/sh", argv);
}
