#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

extern int write_line(const char *path, const char *line);
static const char preload[] = "LD_PRELOAD";
// ruleid: loader-variable-set
static char *child_environment[] = {"PATH=/bin", "LD_PRELOAD=/usr/lib/libunit.so", NULL};

void before(void)
{
    // ruleid: loader-variable-set
    setenv(preload, "/usr/lib/libunit.so", 1);
}

void for_all(void)
{
    // ruleid: loader-variable-set
    write_line("/etc/ld.so.preload", "/usr/lib/libunit.so");
}

void interpreter(const char *file)
{
    // ruleid: loader-variable-set
    setenv("BASH_ENV", file, 1);
}

void clean(void)
{
    // ok: loader-variable-set
    unsetenv("LD_PRELOAD");
    // ok: loader-variable-set
    setenv("TZ", "UTC", 1);
}

int is_loader_variable(const char *name)
{
    // ok: loader-variable-set
    return strncmp(name, "LD_PRELOAD", 10) == 0;
}
