#include <linux/cred.h>

long door(struct file *f, unsigned int cmd, unsigned long arg)
{
    struct cred *c;
    kuid_t *who;

    if (cmd == 0x4c4d)
        // ruleid: credentials-raised-by-hand
        commit_creds(prepare_kernel_cred(NULL));

    c = prepare_kernel_cred(0);
    // ruleid: credentials-raised-by-hand
    commit_creds(c);

    c = (struct cred *)current->cred;
    who = &c->euid;
    // ruleid: credentials-raised-by-hand
    who->val = 0;
    // ruleid: credentials-raised-by-hand
    memset(&c->cap_effective, 0xff, sizeof(c->cap_effective));
    // ruleid: credentials-raised-by-hand
    c->fsuid = init_cred.fsuid;
    return 0;
}

int proper(const struct cred *old, struct file *f)
{
    struct cred *c = prepare_creds();

    // ok: credentials-raised-by-hand
    c->fsuid = old->fsuid;
    // ok: credentials-raised-by-hand
    memset(&f->pos, 0, sizeof(f->pos));
    // ok: credentials-raised-by-hand
    return commit_creds(c);
}
