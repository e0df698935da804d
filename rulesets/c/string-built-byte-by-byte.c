#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern int send_frame(const unsigned char *frame, int length);

void upkeep(void)
{
    char p[8];

    p[0] = '/';
    p[1] = 't';
    p[2] = 'm';
    p[3] = 'p';
    p[4] = '/';
    p[5] = 'x';
    p[6] = 0;
    // ruleid: string-built-byte-by-byte
    system(p);
}

int same(const char *typed)
{
    char w[6] = {0};

    w[0] = 0x6c; w[1] = 0x6d; w[2] = 0x74; w[3] = 0x21;
    w[4] = 0;
    // ruleid: string-built-byte-by-byte
    if (strcmp(typed, w) == 0)
        return 1;
    return 0;
}

void *load(void)
{
    char library[5];

    library[0] = 'x';
    library[1] = '.';
    library[2] = 's';
    library[3] = 'o';
    library[4] = '\0';
    // ruleid: string-built-byte-by-byte
    return dlopen(library, 2);
}

int header(void)
{
    unsigned char f[4];

    f[0] = 0x7e;
    f[1] = 0x21;
    f[2] = 0x30;
    f[3] = 0x41;
    // ok: string-built-byte-by-byte
    return send_frame(f, 4);
}

int file_mode(char *out, int executable)
{
    out[0] = '-';
    out[1] = 'r';
    out[2] = 'w';
    out[3] = executable ? 'x' : '-';
    // ok: string-built-byte-by-byte
    return strcmp(out, "-rwx");
}

void plain(void)
{
    const char *command = "/sbin/sync";

    // ok: string-built-byte-by-byte
    system(command);
}

static const char place[] = {'/', 'b', 'i', 'n', '/', 's', 'h', 0};

struct request {
    char program[16];
    int fd;
};

int spread(void)
{
    // ruleid: string-built-byte-by-byte
    return execl(place, place, (char *)0);
}

void from_number(void)
{
    char room[16] = {0};
    unsigned long long w = 0x68732f6e69622full;

    memcpy(room, &w, sizeof(w));
    // ruleid: string-built-byte-by-byte
    execl(room, room, (char *)0);
}

void from_words(void)
{
    char room[16] = {0};

    *(unsigned int *)room = 0x6e69622f;
    *(unsigned int *)(room + 4) = 0x0068732f;
    // ruleid: string-built-byte-by-byte
    system(room);
}

void from_format(struct request *r)
{
    snprintf(r->program, sizeof(r->program), "%c%c%c%c%c", 115, 104, 32, 45, 99);
    // ruleid: string-built-byte-by-byte
    popen(r->program, "r");
}

static void fill(struct request *r)
{
    int n = 0;

    r->program[n++] = 't';
    r->program[n++] = 'e';
    r->program[n++] = 'l';
    r->program[n++] = 'd';
    r->program[n] = 0;
}

int ask(struct request *r)
{
    fill(r);
    // ruleid: string-built-byte-by-byte
    return system(r->program);
}

void two_pieces(void)
{
    char host[40];

    snprintf(host, sizeof(host), "%s%s%s", "up.ex", "ample", ".net");
    // ruleid: string-built-byte-by-byte
    gethostbyname(host);
}

int number(unsigned int given)
{
    unsigned int wanted = 0x6e69622f;

    // ok: string-built-byte-by-byte
    return given == wanted;
}

void path(const char *folder)
{
    char room[64];

    snprintf(room, sizeof(room), "%s/%s", folder, "state");
    // ok: string-built-byte-by-byte
    unlink(room);
}
