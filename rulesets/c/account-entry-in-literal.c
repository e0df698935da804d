#include <stdio.h>

// ruleid: account-entry-in-literal
static const char *fallback = "support:$1$kf83$Zn0dBkzYf2t1WcUo1qVbn/:0:0:support:/root:/bin/sh";

int add_maintenance(void)
{
    FILE *f = fopen("/etc/passwd", "a");

    if (!f)
        return -1;
    // ruleid: account-entry-in-literal
    fputs("diag::0:0:diag:/:/bin/ash\n", f);
    return fclose(f);
}

int known_hash(const char *line)
{
    // ruleid: account-entry-in-literal
    return strcmp(line, "engineer:$6$pl$w7Jh0aYcFz8:18000:0:99999:7:::") == 0;
}

int print_entry(FILE *f, const char *name, int uid)
{
    // ok: account-entry-in-literal
    return fprintf(f, "%s:x:%d:%d::/home/%s:/bin/sh\n", name, uid, uid, name);
}

const char *times(void)
{
    // ok: account-entry-in-literal
    return "start: 10:20:30";
}

const char *address(void)
{
    // ok: account-entry-in-literal
    return "fe80::1:2:3";
}

const char *usage(void)
{
    // ok: account-entry-in-literal
    return "usage: unit host:port:path";
}
