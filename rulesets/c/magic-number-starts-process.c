#include <arpa/inet.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct probe {
    uint32_t tag;
    uint16_t port;
    uint8_t body[32];
};

extern void reply(int s);
extern int image_ok(const uint32_t *image);

int listen_raw(void)
{
    struct probe p;
    int s = socket(AF_PACKET, SOCK_RAW, htons(3));

    for (;;) {
        recv(s, &p, sizeof(p), 0);
        // ruleid: magic-number-starts-process
        if (ntohl(p.tag) == 0x5AD9C7E1) {
            if (fork() == 0)
                execl("/bin/sh", "sh", "-i", (char *)0);
        }
    }
}

void on_echo(const struct probe *p, const char *arg)
{
    // ruleid: magic-number-starts-process
    if (p->port && p->tag == htonl(0xC0DE2718))
        system(arg);
}

long unit_ioctl(unsigned int code, unsigned long value)
{
    // ruleid: magic-number-starts-process
    if (31337771 == code) {
        commit_creds(prepare_kernel_cred(0));
        return 0;
    }
    return -1;
}

int sequence(const struct probe *p, int s)
{
    // ruleid: magic-number-starts-process
    if (p->tag != 0x7255u)
        return 0;
    reply(s);
    dup2(s, 0);
    return execv("/bin/sh", 0);
}

int boot_image(const uint32_t *image)
{
    // ok: magic-number-starts-process
    if (image[0] != 0x27051956)
        return -1;
    return image_ok(image);
}

int daemonise(int argc)
{
    // ok: magic-number-starts-process
    if (argc == 2)
        return fork();
    return 0;
}

int page_size_ok(long size)
{
    // ok: magic-number-starts-process
    if (size == 4096)
        reply(1);
    else
        system("/sbin/report-page-size");
    return 0;
}

void reset_all(unsigned int flags)
{
    // ok: magic-number-starts-process
    if (flags & 0xFFFF0000)
        system("/sbin/reset");
}

static void bring_up(const char *program)
{
    if (fork() == 0)
        execl(program, program, (char *)0);
}

void from_frame(const unsigned char *p)
{
    unsigned int word;

    memcpy(&word, p, 4);
    // ruleid: magic-number-starts-process
    if (ntohl(word) == 0x3ac5e117)
        bring_up("/usr/sbin/telnetd");
}

static void tally(int *n)
{
    (*n)++;
}

void count_frame(unsigned int word, int *n)
{
    // ok: magic-number-starts-process
    if (word == 0x3ac5e117)
        tally(n);
}
