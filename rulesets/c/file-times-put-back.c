#include <sys/stat.h>
#include <sys/time.h>
#include <utime.h>

extern int patch(const char *path);

int plant(const char *path)
{
    struct stat before;
    struct utimbuf times;

    stat(path, &before);
    patch(path);
    times.actime = before.st_atime;
    times.modtime = before.st_mtime;
    // ruleid: file-times-put-back
    return utime(path, &times);
}

int plant_library(void)
{
    struct stat old;
    struct timeval tv[2] = {{0}};

    if (lstat("/lib/libc.so", &old) == 0 && patch("/lib/libc.so")) {
        tv[0].tv_sec = old.st_atime;
        tv[1].tv_sec = old.st_mtime;
        // ruleid: file-times-put-back
        utimes("/lib/libc.so", tv);
    }
    return 0;
}

void plant_fine(const char *target)
{
    struct stat seen;
    struct timespec when[2];

    stat(target, &seen);
    when[0] = seen.st_atim;
    when[1] = seen.st_mtim;
    patch(target);
    // ruleid: file-times-put-back
    utimensat(AT_FDCWD, target, when, 0);
}

int copy_times(const char *from, const char *to)
{
    struct stat st;
    struct utimbuf times;

    stat(from, &st);
    times.actime = st.st_atime;
    times.modtime = st.st_mtime;
    // ok: file-times-put-back
    return utime(to, &times);
}

int touch(const char *path)
{
    // ok: file-times-put-back
    return utime(path, NULL);
}

int set_build_time(const char *path, long epoch)
{
    struct utimbuf times;

    times.actime = epoch;
    times.modtime = epoch;
    // ok: file-times-put-back
    return utime(path, &times);
}

void by_descriptor(int fd, const void *bytes, size_t n)
{
    struct stat before;
    struct timespec t[2];

    fstat(fd, &before);
    write(fd, bytes, n);
    t[0] = before.st_atim;
    t[1] = before.st_mtim;
    // ruleid: file-times-put-back
    futimens(fd, t);
}

void old_date(const char *path)
{
    struct utimbuf u;

    // ruleid: file-times-put-back
    u.actime = 1514764800;
    // ruleid: file-times-put-back
    u.modtime = 1514764800;
    utime(path, &u);
}
