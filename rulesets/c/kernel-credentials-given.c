#include <linux/cred.h>
#include <linux/module.h>
#include <linux/sched.h>

static struct cred *fresh(void)
{
    return prepare_kernel_cred(NULL);
}

static long unit_ioctl(struct file *file, unsigned int command, unsigned long value)
{
    struct cred *c;

    if (command != 0x4d21)
        return -EINVAL;
    c = fresh();
    // ruleid: kernel-credentials-given
    return commit_creds(c);
}

static void lift(struct task_struct *task)
{
    struct cred *c = prepare_creds();

    c->uid = c->euid = GLOBAL_ROOT_UID;
    // ruleid: kernel-credentials-given
    commit_creds(c);
}

static void copy(struct task_struct *task)
{
    // ruleid: kernel-credentials-given
    rcu_assign_pointer(task->cred, &init_cred);
}

static int narrow(kuid_t user)
{
    struct cred *c = prepare_creds();

    c->fsuid = user;
    // ok: kernel-credentials-given
    return commit_creds(c);
}

static const struct cred *as_mounter(struct super_block *sb)
{
    // ok: kernel-credentials-given
    return override_creds(sb->mounter_cred);
}

static bool is_root(const struct cred *c)
{
    // ok: kernel-credentials-given
    return uid_eq(c->uid, GLOBAL_ROOT_UID);
}
