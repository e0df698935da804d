/* ddns.c - keeps the dynamic DNS entry of the router up to date. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>
#include <sys/wait.h>

#define SETTINGS  "/etc/router/settings"
#define LOOKUP    "/usr/bin/nslookup"
#define VALUE_MAX 128

struct ddns_conf {
    char host[VALUE_MAX];
    char server[VALUE_MAX];
    char last[VALUE_MAX];
};

/* Value of a setting; the empty string if there is none. */
static int setting_get(const char *name, char *out, size_t cap)
{
    char line[256];
    size_t n = strlen(name);
    FILE *fp = fopen(SETTINGS, "r");

    out[0] = '\0';
    if (!fp)
        return -errno;
    while (fgets(line, sizeof line, fp)) {
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, name, n) == 0 && line[n] == '=') {
            snprintf(out, cap, "%s", line + n + 1);
            break;
        }
    }
    fclose(fp);
    return out[0] ? 0 : -ENOENT;
}

/* First line that a tool prints. */
static int tool_line(const char *tool, const char *arg, char *out, size_t cap)
{
    int p[2], status = 0;
    pid_t pid;
    FILE *fp;

    if (pipe(p) != 0)
        return -errno;
    pid = fork();
    if (pid == 0) {
        if (dup2(p[1], STDOUT_FILENO) < 0)
            _exit(126);
        close(p[0]);
        execl(tool, tool, arg, (char *)NULL);
        _exit(127);
    }
    close(p[1]);
    fp = fdopen(p[0], "r");
    if (!fp || !fgets(out, (int)cap, fp))
        out[0] = '\0';
    out[strcspn(out, "\n")] = '\0';
    if (fp)
        fclose(fp);
    if (pid < 0 || waitpid(pid, &status, 0) < 0)
        return -ECHILD;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -EIO;
}

static int host_usable(const char *host)
{
    const char *p;

    for (p = host; *p; p++) {
        if (!isalnum((unsigned char)*p) && *p != '.' && *p != '-')
            return 0;
    }
    return host[0] != '\0' && host[0] != '-' && strlen(host) < 64;
}

static int address_changed(struct ddns_conf *c)
{
    char now[VALUE_MAX];
    int rc;

    if (!host_usable(c->host))
        return -EINVAL;
    rc = tool_line(LOOKUP, c->host, now, sizeof now);
    if (rc != 0)
        return rc;
    rc = strcmp(now, c->last) != 0;
    snprintf(c->last, sizeof c->last, "%s", now);
    return rc;
}

static int conf_load(struct ddns_conf *c)
{
    if (setting_get("ddns_host", c->host, sizeof c->host) != 0)
        return -ENOENT;
    return setting_get("ddns_server", c->server, sizeof c->server);
}

int main(void)
{
    struct ddns_conf conf;
    int rc;

    openlog("ddns", LOG_PID, LOG_DAEMON);
    memset(&conf, 0, sizeof conf);
    for (;;) {
        rc = conf_load(&conf);
        if (rc == 0)
            rc = address_changed(&conf);
        if (rc < 0)
            syslog(LOG_WARNING, "no update: %s", strerror(-rc));
        else if (rc > 0)
            syslog(LOG_INFO, "%s has a new address at %s", conf.host, conf.server);
        sleep(300);
    }
}
