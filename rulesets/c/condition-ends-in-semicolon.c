#include <string.h>

struct login {
    const char *user;
    int level;
    int tries;
};

extern int good(const char *user);
extern void open_door(struct login *l);
extern void count(struct login *l);

int enter(struct login *l)
{
    // ruleid: condition-ends-in-semicolon
    if (good(l->user) == 1);
    {
        l->level = 3;
        open_door(l);
    }
    return l->level;
}

int enter_again(struct login *l, int kind)
{
    if (kind == 2) {
        count(l);
    // ruleid: condition-ends-in-semicolon
    } else if (strcmp(l->user, "root;") == 0 && (l->tries < (kind + 3))); {
        return 1;
    }
    return 0;
}

void service(struct login *l)
{
    // ruleid: condition-ends-in-semicolon
    if ((l->level & (1 << 3)) != 0) ;
    {
        open_door(l);
    }
}

int permit(struct login *l)
{
    int rc = -1;

    // ruleid: condition-ends-in-semicolon
    if (good(l->user) && l->level > 2);
        rc = 0;
    return rc;
}

int enter_clean(struct login *l)
{
    // ok: condition-ends-in-semicolon
    if (good(l->user) == 1) {
        l->level = 3;
    }
    // ok: condition-ends-in-semicolon
    if (l->tries > 3)
        ;
    else
        count(l);
    return l->level;
}

void spin(volatile int *ready, struct login *l)
{
    // ok: condition-ends-in-semicolon
    while (*ready == 0);
    {
        int copy = l->tries;

        l->tries = copy + 1;
    }
}

void trace(struct login *l)
{
    // ok: condition-ends-in-semicolon
    if (l->level) count(l);
    {
        int copy = l->level;

        l->tries = copy;
    }
}
