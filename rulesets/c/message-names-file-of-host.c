/* What the radio may ask for. */
#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HOME "/data/unit/"

struct top { uint8_t cmd; uint8_t len; };
struct rw { int fd; unsigned n; char bytes[1]; };
struct note { int kind; char name[32]; };
struct packet { int opcode; char *payload; };

extern int reply(int to, const void *what, unsigned n);
extern const char *lookup_name(int number);

static void place(char *to, const char *name)
{
    strcpy(to, HOME);
    strcat(to, name);
}

int radio(int to, struct top *t, unsigned char *body)
{
    char path[256];

    switch (t->cmd) {
    case 1:
        return reply(to, "ok", 2);
    case 2:
        place(path, (char *)body + 2);
        // ruleid: message-names-file-of-host
        return unlink(path);
    case 3: {
        struct rw *w = (struct rw *)body;
        // ruleid: message-names-file-of-host
        return write(w->fd, w->bytes, w->n);
    }
    }
    return -1;
}

void from_packet(struct packet *pkt, int to)
{
    DIR *d;

    switch (pkt->opcode) {
    case 7:
        // ruleid: message-names-file-of-host
        d = opendir(pkt->payload);
        reply(to, d, 1);
        break;
    }
}

int numbered(int to, struct top *t, uint8_t *body)
{
    char path[64];
    int fd, n;

    switch (t->cmd) {
    case 4:
        snprintf(path, sizeof(path), "%s%d", HOME, atoi((char *)body));
        // ok: message-names-file-of-host
        fd = open(path, O_RDONLY);
        // ok: message-names-file-of-host
        n = read(fd, body, 64);
        return reply(to, body, n);
    case 5:
        // ok: message-names-file-of-host
        return write(to, body + 1, body[0]);
    case 6:
        // ok: message-names-file-of-host
        return unlink(lookup_name(body[0]));
    }
    return -1;
}

int not_a_handler(uint8_t *name)
{
    // ok: message-names-file-of-host
    return unlink((char *)name);
}
