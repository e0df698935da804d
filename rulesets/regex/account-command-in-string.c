#include <stdlib.h>
#include <stdio.h>

void a(void)
{
    // ruleid: account-command-in-string
    system("useradd -o -u 0 -g 0 -M -d /root fieldsvc");
    // ruleid: account-command-in-string
    system("echo 'fieldsvc:Zx-99blue' | chpasswd");
}

void b(FILE *f, const char *name)
{
    // ruleid: account-command-in-string
    fprintf(f, "%s:$6$ab$cd:0:0::/root:/bin/sh\n", name);
}

// ruleid: account-command-in-string
static const char *key = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQC7x1 unit";

void c(FILE *f, const char *name)
{
    // ok: account-command-in-string
    fprintf(f, "user %s has no password\n", name);
    // ok: account-command-in-string
    puts("usage: adduser [-D] NAME");
    // ok: account-command-in-string
    printf("%s:%d:%d:%d\n", name, 1, 0, 0);
}
