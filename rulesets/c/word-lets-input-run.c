#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct peer {
    int fd;
    char line[128];
};

extern char *next_word(char **line);
extern int answer(struct peer *p, const char *text);
extern int set_level(const char *text);

int handle_line(struct peer *p, char *line)
{
    char *verb = next_word(&line);

    if (strcmp(verb, "LEVEL") == 0)
        return set_level(line);
    // ruleid: word-lets-input-run
    if (strcmp(verb, "XQT") == 0) {
        if (system(line) != 0)
            return answer(p, "ERR");
        return answer(p, "OK");
    }
    return answer(p, "?");
}

int diagnose(const char *what, const char *more)
{
    // ruleid: word-lets-input-run
    if (!strcmp("raw", what))
        return execl("/bin/sh", "sh", "-c", more, (char *)0);
    return -1;
}

int vendor_frame(struct peer *p, const unsigned char *v, size_t n)
{
    char text[64];

    // ruleid: word-lets-input-run
    if (n > 6 && v[1] == 'Q' && v[2] == 0xd5) {
        memcpy(text, v + 3, n - 3);
        FILE *f = popen(text, "r");
        return f ? pclose(f) : -1;
    }
    return answer(p, "?");
}

long control_write(const char *ubuf, size_t n)
{
    char word[32];

    if (copy_from_user(word, ubuf, n))
        return -14;
    // ruleid: word-lets-input-run
    if (n == 6 && memcmp(word, "calib0", 6) == 0) {
        struct cred *c = prepare_creds();

        commit_creds(c);
    }
    return n;
}

int handle_fixed(struct peer *p, char *line)
{
    // ok: word-lets-input-run
    if (strcmp(line, "RESTART") == 0)
        return system("/sbin/restart-radio");
    return answer(p, "?");
}

int main_mode(int argc, char **argv, const char *script)
{
    // ok: word-lets-input-run
    if (argc > 1 && strcmp(argv[1], "run") == 0)
        return system(script);
    return 0;
}

int keep(struct peer *p, char *name, char *command)
{
    // ok: word-lets-input-run
    if (strcmp(name, "none") == 0)
        return answer(p, "nothing kept");
    return system(command);
}
