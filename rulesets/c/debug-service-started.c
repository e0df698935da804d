#include <stdlib.h>
#include <unistd.h>

extern int note(const char *text);

void factory_mode(int on)
{
    if (on)
        // ruleid: debug-service-started
        system("/usr/sbin/telnetd -p 2323 -l /bin/login");
}

int attach(int pid)
{
    if (fork() == 0)
        // ruleid: debug-service-started
        execlp("gdbserver", "gdbserver", ":9000", (char *)0);
    return pid;
}

FILE *shell(void)
{
    // ruleid: debug-service-started
    return popen("dropbear -R -p 8022 &", "r");
}

int restart(void)
{
    // ok: debug-service-started
    return system("/sbin/restart-radio --quiet");
}

void tell(void)
{
    // ok: debug-service-started
    note("telnetd is not running");
}

int stop(void)
{
    // ok: debug-service-started
    return system("killall -9 radiod");
}
