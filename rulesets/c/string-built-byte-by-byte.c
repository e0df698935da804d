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
