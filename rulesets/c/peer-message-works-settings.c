/* A little service for the bench. */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct head { unsigned mark, kind, size; };

extern char *nvram_get(const char *name);
extern int nvram_set(const char *name, const char *value);
extern int cfg_get(const char *name, char *to);

static int take(struct head **h, char **text, int sock)
{
    *h = malloc(sizeof(**h));
    if (read(sock, *h, sizeof(**h)) <= 0)
        return -1;
    *text = malloc((*h)->size + 1);
    return read(sock, *text, (*h)->size);
}

void answer(int c)
{
    struct head *h;
    char *text, *value;

    if (take(&h, &text, c) < 0)
        return;
    // ruleid: peer-message-works-settings
    switch (h->kind) {
    case 1:
        // ruleid: peer-message-works-settings
        value = nvram_get(text);
        write(c, value, strlen(value));
        break;
    case 2:
        value = strchr(text, '=');
        *value++ = 0;
        // ruleid: peer-message-works-settings
        nvram_set(text, value);
        break;
    case 3:
        system("/sbin/rc wan restart");
        break;
    }
}

void by_datagram(int s)
{
    char in[128], out[128];

    while (recv(s, in, sizeof(in), 0) > 0) {
        // ruleid: peer-message-works-settings
        cfg_get(in + 4, out);
        send(s, out, sizeof(out), 0);
    }
}

void counted(int s)
{
    char in[16];

    recv(s, in, sizeof(in), 0);
    // ok: peer-message-works-settings
    switch (in[0]) {
    case 1:
        send(s, "1", 1, 0);
        break;
    case 2:
        send(s, "2", 1, 0);
        break;
    }
}

void fixed_name(int s)
{
    char in[16], out[64];

    recv(s, in, sizeof(in), 0);
    // ok: peer-message-works-settings
    cfg_get("lan_name", out);
    send(s, out, strlen(out), 0);
}

void from_file(int fd)
{
    char in[16];

    read(fd, in, sizeof(in));
    // ok: peer-message-works-settings
    nvram_set(in, "1");
}

void by_wrapper(int fd)
{
    char *name = NULL, out[64];

    if (net_receive(fd, &name, 64) < 0)
        return;
    // ruleid: peer-message-works-settings
    cfg_get(name, out);
    send(fd, out, strlen(out), 0);
}
