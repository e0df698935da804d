#include <sys/stat.h>

extern int build_helper(const char *path);

int install_helper(void)
{
    build_helper("/usr/lib/radio/helper");
    // ruleid: setuid-bit-given
    return chmod("/usr/lib/radio/helper", 04755);
}

void keep_shell(int fd)
{
    // ruleid: setuid-bit-given
    fchmod(fd, S_ISUID | S_IRWXU | S_IRWXG);
}

int everybody(const char *path)
{
    // ruleid: setuid-bit-given
    if (chmod(path, 06755) < 0)
        return -1;
    return 0;
}

int install_plain(const char *path)
{
    // ok: setuid-bit-given
    return chmod(path, 0755);
}

int take_away(const char *path, mode_t mode)
{
    // ok: setuid-bit-given
    return chmod(path, mode & ~(S_ISUID | S_ISGID));
}

int is_setuid(const struct stat *st)
{
    // ok: setuid-bit-given
    return (st->st_mode & S_ISUID) != 0;
}

int shared_folder(void)
{
    // ok: setuid-bit-given
    return mkdir("/var/spool/radio", 01777);
}

static const mode_t special = 04755;

struct entry {
    const char *path;
    unsigned mode;
};

static const struct entry entries[] = {
    // ruleid: setuid-bit-given
    {"/usr/bin/radio-tool", 04711},
    // ok: setuid-bit-given
    {"/usr/bin/radio-list", 0755},
};

int by_name(const char *path)
{
    // ruleid: setuid-bit-given
    return chmod(path, special);
}

int by_bits(int fd, struct stat *st)
{
    mode_t m = st->st_mode;

    m |= S_ISUID;
    // ruleid: setuid-bit-given
    return fchmod(fd, m);
}

int by_command(const char *path)
{
    char line[80];

    // ruleid: setuid-bit-given
    snprintf(line, sizeof(line), "chmod u+s %s", path);
    return run_line(line);
}

int by_attribute(const char *path, const void *caps, size_t n)
{
    // ruleid: setuid-bit-given
    return setxattr(path, "security.capability", caps, n, 0);
}

int plain_command(const char *path)
{
    // ok: setuid-bit-given
    return run_line("chmod 755 /usr/bin/radio-list");
}
