#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const char *nvram_get(const char *key);
extern const char *cgi_param(const char *name);
extern int run_argv(const char *const argv[]);

static void set_ntp_server(void)
{
    const char *server = nvram_get("ntp_server");
    char command[128];

    if (!server)
        return;
    snprintf(command, sizeof(command), "ntpclient -h %s &", server);
    // ruleid: outside-value-in-shell-command
    system(command);
}

int ping_page(void)
{
    char shell_line[256] = "ping -c 1 ";
    char *host;

    host = cgi_param("host");
    if (host != NULL && *host) {
        strcat(shell_line, host);
        // ruleid: outside-value-in-shell-command
        FILE *out = popen(shell_line, "r");
        if (out)
            pclose(out);
    }
    return 0;
}

int export_log(void)
{
    char line[200];

    sprintf(line, "cp /var/log/radio.log %s/", getenv("EXPORT_DIR"));
    // ruleid: outside-value-in-shell-command
    return system(line);
}

void run_hook(void)
{
    // ruleid: outside-value-in-shell-command
    system(nvram_get("boot_hook"));
}

void set_fixed_server(void)
{
    char command[64];

    snprintf(command, sizeof(command), "ntpclient -i %d", 60);
    // ok: outside-value-in-shell-command
    system(command);
}

void show_server(void)
{
    const char *server = nvram_get("ntp_server");

    printf("%s\n", server);
    // ok: outside-value-in-shell-command
    system("/sbin/ntp-restart");
}

int ping_without_shell(void)
{
    const char *host = cgi_param("host");
    const char *argv[] = {"ping", "-c", "1", host, NULL};

    // ok: outside-value-in-shell-command
    return run_argv(argv);
}

void log_then_restart(void)
{
    char note[80];
    char command[32];

    snprintf(note, sizeof(note), "restart asked by %s", cgi_param("user"));
    puts(note);
    strcpy(command, "/sbin/restart");
    // ok: outside-value-in-shell-command
    system(command);
}
