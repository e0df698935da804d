#include <pthread.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

static const char *const names[] = {"kworker/0:1", "ksoftirqd/1", "[rcu_sched]"};
extern char **g_arguments;

static void rename_self(const char *as)
{
    // ruleid: kernel-thread-name-taken
    prctl(PR_SET_NAME, as, 0, 0, 0);
    // ruleid: kernel-thread-name-taken
    strncpy(g_arguments[0], as, strlen(g_arguments[0]));
}

void start(unsigned n)
{
    rename_self(names[n % 3]);
}

void child(void)
{
    // ruleid: kernel-thread-name-taken
    execl("/bin/sh", "[kworker/u8:2]", (char *)0);
}

void list(void)
{
    char *argv[3];

    // ruleid: kernel-thread-name-taken
    argv[0] = "[kswapd0]";
    argv[1] = NULL;
    // ruleid: kernel-thread-name-taken
    execv("/usr/sbin/radiod", argv);
}

void own(pthread_t t)
{
    // ok: kernel-thread-name-taken
    pthread_setname_np(t, "radio-rx");
    // ok: kernel-thread-name-taken
    prctl(PR_SET_NAME, "radiod", 0, 0, 0);
    // ok: kernel-thread-name-taken
    if (strstr(g_arguments[0], "kworker"))
        _exit(1);
}
