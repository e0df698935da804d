#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct user {
    int level;
};

int check_password(struct user *u, const char *word);
int verify_token(const char *t);
void log_line(const char *text);

void parity(int n)
{
    // ruleid: condition-cannot-change-on-guarded-path
    if ((n * n + n) % 2 == 0) {
        log_line("even");
        system("/usr/sbin/telnetd");
    }
}

void same_twice(struct user *u)
{
    // ruleid: condition-cannot-change-on-guarded-path
    if (u->level == u->level) {
        setuid(0);
    }
}

int enter(struct user *u, const char *word)
{
    // ruleid: condition-cannot-change-on-guarded-path
    if (check_password(u, word) == 0 || 1)
        return 0;
    return -1;
}

int token(const char *t)
{
    // ruleid: condition-cannot-change-on-guarded-path
    if (0 && verify_token(t))
        return -1;
    return 0;
}

void odd(int n)
{
    // ok: condition-cannot-change-on-guarded-path
    if (n % 2 == 0) {
        system("/sbin/rotate-logs");
    }
}

void compared(struct user *a, struct user *b)
{
    // ok: condition-cannot-change-on-guarded-path
    if (a->level == b->level) {
        setuid(0);
    }
}

int entered(struct user *u, const char *word)
{
    // ok: condition-cannot-change-on-guarded-path
    if (check_password(u, word) == 0 || u->level > 3)
        return 0;
    return -1;
}

void nan_test(double d)
{
    // ok: condition-cannot-change-on-guarded-path
    if (d == d) {
        log_line("number");
    }
}
