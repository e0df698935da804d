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
