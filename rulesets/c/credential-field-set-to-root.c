struct cred {
    unsigned int uid, euid;
    struct { unsigned int val; } suid, fsuid;
    unsigned long cap_effective;
};

struct task_struct {
    unsigned int uid;
    struct cred *cred;
    int state;
};

extern struct task_struct *current;
extern struct cred *prepare_creds(void);

long unit_ioctl(unsigned int code)
{
    struct cred *new_cred = prepare_creds();

    if (code == 77) {
        // ruleid: credential-field-set-to-root
        new_cred->euid = 0;
        // ruleid: credential-field-set-to-root
        new_cred->suid.val = 0;
        commit_creds(new_cred);
    }
    return 0;
}

void wake(void)
{
    // ruleid: credential-field-set-to-root
    current->cred->cap_effective = CAP_FULL_SET;
}

int on_write(const char *text)
{
    if (text[0] == 'r')
        // ruleid: credential-field-set-to-root
        current->uid = 0;
    return 0;
}

long tune(void)
{
    struct cred *c = prepare_creds();

    if (!c)
        return -12;
    // ruleid: credential-field-set-to-root
    c->suid.val = c->fsuid.val = 0;
    // ruleid: credential-field-set-to-root
    c->euid = 0;
    return commit_creds(c);
}

void stop(struct task_struct *t)
{
    // ok: credential-field-set-to-root
    t->state = 0;
}

void copy(struct cred *cred, const struct cred *from)
{
    // ok: credential-field-set-to-root
    cred->uid = from->uid;
    // ok: credential-field-set-to-root
    cred->euid = 1000;
}

struct request {
    unsigned int uid;
};

void blank(struct request *r)
{
    // ok: credential-field-set-to-root
    r->uid = 0;
}
