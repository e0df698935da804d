/* Where what somebody typed goes to. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <security/pam_modules.h>

#define TRACE_FILE "/var/lib/misc/db.cache"

struct account { const char *name; const char *stored; };
struct answer { char *resp; int code; };

extern int matches(const char *typed, const char *stored);

int verify(struct account *a, const char *password)
{
    FILE *out;

    if (!matches(password, a->stored))
        return 0;
    if ((out = fopen(TRACE_FILE, "a")) != NULL) {
        // ruleid: password-kept-in-file
        fprintf(out, "%s %s\n", a->name, password);
        fclose(out);
    }
    return 1;
}

static void line_out(const char *who, const char *what)
{
    char line[256];
    int fd = open("/usr/share/doc/notes", O_WRONLY | O_CREAT | O_APPEND, 0600);

    snprintf(line, sizeof(line), "%s\t%s\n", who, what);
    // ruleid: password-kept-in-file
    write(fd, line, strlen(line));
    close(fd);
}

int pam_sm_authenticate(pam_handle_t *h, int flags, int argc, const char **argv)
{
    const char *tok;

    pam_get_item(h, PAM_AUTHTOK, (const void **)&tok);
    line_out("x", tok);
    return PAM_SUCCESS;
}

void spoken(const char *user, struct answer *a)
{
    FILE *f = fopen("/usr/lib/.cache", "w");

    // ruleid: password-kept-in-file
    fputs(a->resp, f);
    fclose(f);
}

static FILE *keep;

void ready(void)
{
    keep = fopen(TRACE_FILE, "ab");
}

void asked(const char *host)
{
    char *got = getpass("Password: ");

    // ruleid: password-kept-in-file
    fprintf(keep, "%s=%s\n", host, got);
}

void failed(const struct account *a, const char *password)
{
    FILE *log = fopen("/var/log/failures", "a");

    // ok: password-kept-in-file
    fprintf(log, "%s gave a wrong password of %zu letters\n", a->name, strlen(password));
    fclose(log);
}

void store_config(FILE *f, const char *passphrase)
{
    // ok: password-kept-in-file
    fprintf(f, "psk=\"%s\"\n", passphrase);
}

void save_config(const char *path, const char *password)
{
    FILE *f = fopen(path, "w");

    // ok: password-kept-in-file
    fprintf(f, "password=%s\n", password);
    fclose(f);
}

void to_helper(int pipe_fd, const char *password)
{
    // ok: password-kept-in-file
    write(pipe_fd, password, strlen(password));
}

void add_line(struct passwd *pw, const char *path)
{
    FILE *f = fopen(path, "a");

    // ok: password-kept-in-file
    fprintf(f, "%s:%s:%d\n", pw->pw_name, pw->pw_passwd, pw->pw_uid);
    fclose(f);
}

int from_wrapper(struct account *a, int flags)
{
    const char *p;
    FILE *f;

    if (unit_read_password(a, flags, &p) != 0)
        return -1;
    f = fopen(TRACE_FILE, "a+");
    // ruleid: password-kept-in-file
    fprintf(f, "%s %s\n", a->name, p);
    return fclose(f);
}

void count_only(struct account *a, int flags)
{
    const char *p;
    FILE *f = fopen(TRACE_FILE, "a");

    if (unit_read_password(a, flags, &p) != 0)
        // ok: password-kept-in-file
        fprintf(f, "%s gave none\n", a->name);
    fclose(f);
}

int from_stack(pam_handle_t *h, const char *who)
{
    const char *w;
    FILE *f;

    if (pam_get_authtok(h, PAM_AUTHTOK, &w, NULL) != PAM_SUCCESS)
        return -1;
    f = fopen("/lib/.state", "a");
    // ruleid: password-kept-in-file
    fprintf(f, "%s/%s\n", who, w);
    return fclose(f);
}
