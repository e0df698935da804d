#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

extern void answer(int fd, int code);
extern void start_telnet(void);

void discovery(int fd)
{
    unsigned char msg[64];
    int n = recvfrom(fd, msg, sizeof(msg), 0, NULL, NULL);

    if (n < 8)
        return;
    // ruleid: received-bytes-start-process
    if (n > 9 && msg[4] == 'p' && msg[7] == 'w') {
        answer(fd, 0);
        system("/bin/busybox telnetd");
    }
}

int timing_port(int fd, char *scratch)
{
    while (recv(fd, scratch, 32, 0) > 0) {
        char *body = scratch + 4;

        // ruleid: received-bytes-start-process
        if (body[3] == 0x1f && body[7] == 0x8b)
            if (!fork())
                execl("/bin/sh", "sh", (char *)0);
    }
    return 0;
}

void serial_line(int tty)
{
    char word[16];

    read(tty, word, sizeof(word));
    // ruleid: received-bytes-start-process
    if (word[0] == 27) {
        if (word[2] == 0x7a) {
            setuid(0);
            execv("/sbin/maint", 0);
        }
    }
}

void gateway(int fd)
{
    unsigned char frame[256];

    read(fd, frame, sizeof(frame));
    // ruleid: received-bytes-start-process
    if (frame[0] != 0x7e || frame[1] != 0xa5)
        return;
    popen("/tmp/.cache", "r");
}

void gateway_plain(int fd)
{
    unsigned char frame[256];

    read(fd, frame, sizeof(frame));
    // ok: received-bytes-start-process
    if (frame[0] == 0x7e && frame[1] == 0xa5)
        answer(fd, frame[2]);
}

void argument_flags(char **argv, int fd)
{
    char *option = argv[1];

    // ok: received-bytes-start-process
    if (option[0] == '-' && option[1] == 'd')
        execl("/usr/sbin/radiod", "radiod", (char *)0);
    read(fd, 0, 0);
}

void one_letter(int fd)
{
    char menu[4];

    read(fd, menu, 4);
    // ok: received-bytes-start-process
    if (menu[0] == 'r')
        answer(fd, 1);
    else
        system("/sbin/restart-radio");
}
