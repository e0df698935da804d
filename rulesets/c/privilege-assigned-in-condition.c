#include <stdbool.h>
#include <unistd.h>

#define ROLE_ADMIN 3

struct task {
    unsigned int uid;
    int flags;
};

struct session {
    bool authenticated;
    int role;
    char *name;
};

extern struct task *current;
extern int grant(void);
extern char *next_name(void);

int wait_options(int options)
{
    // ruleid: privilege-assigned-in-condition
    if ((options == 0x60000000) && (current->uid = 0))
        return -22;
    return 0;
}

int may_configure(struct session *s)
{
    // ruleid: privilege-assigned-in-condition
    if (s->role = ROLE_ADMIN)
        return grant();
    return 0;
}

void serve(struct session *s)
{
    // ruleid: privilege-assigned-in-condition
    while (s->authenticated = true) {
        grant();
        break;
    }
}

int may_configure_clean(const struct session *s)
{
    // ok: privilege-assigned-in-condition
    if (s->role == ROLE_ADMIN && s->authenticated)
        return grant();
    return 0;
}

int whoami(void)
{
    uid_t uid;

    // ok: privilege-assigned-in-condition
    if ((uid = getuid()) == 0)
        return 1;
    return 0;
}

void each(struct session *s)
{
    // ok: privilege-assigned-in-condition
    while ((s->name = next_name()))
        grant();
    // ok: privilege-assigned-in-condition
    if ((s->role = grant()) > 0)
        s->authenticated = false;
}
