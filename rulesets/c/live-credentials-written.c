/* a driver for a counter card, in several spellings */
#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/sched.h>
#include <linux/uaccess.h>

struct slot {
	u32 id;
	u32 owner;
	u32 length;
};

static struct slot slots[8];

static u32 *place_of(const struct slot *s)
{
	const struct cred *c = current_cred();

	if (s->length == 0)
		// ruleid: live-credentials-written
		return (u32 *)&c->euid;
	return &slots[s->id & 7].owner;
}

static long put_word(unsigned long arg, u32 value)
{
	struct cred *mine = (struct cred *)(uintptr_t)arg;

	// ruleid: live-credentials-written
	memset(&current->real_cred->uid, 0, 8 * sizeof(u32));
	slots[0].id = value;
	return mine ? 0 : -EINVAL;
}

static int take(struct task_struct *tsk, void __user *from)
{
	// ruleid: live-credentials-written
	void *at = (char *)tsk->cred + 4;

	// ruleid: live-credentials-written
	return copy_from_user(at, from, 4 * sizeof(kuid_t)) ? -EFAULT : 0;
}

static void level(struct file *f, u32 wanted)
{
	// ruleid: live-credentials-written
	struct cred *c = (struct cred *)f->f_cred;

	// ruleid: live-credentials-written
	c->fsuid = make_kuid(&init_user_ns, wanted);
}

static void store(kuid_t *to, u32 v)
{
	// ruleid: live-credentials-written
	to->val = v;
}

static int reset(struct slot *s)
{
	struct task_struct *t = current;
	const struct cred *c = get_task_cred(t);

	// ruleid: live-credentials-written
	store((kuid_t *)&c->uid, s->length);
	put_cred(c);
	return 0;
}

static void widen(u32 bits)
{
	// ruleid: live-credentials-written
	unsigned int *w = (unsigned int *)current_cred();

	// ruleid: live-credentials-written
	w[1] = bits;
}

static bool owns(const struct slot *s)
{
	const struct cred *c = current_cred();
	u32 me;

	// ok: live-credentials-written
	me = from_kuid(&init_user_ns, c->euid);
	return me == s->owner || uid_eq(c->euid, GLOBAL_ROOT_UID);
}

static int claim(struct slot *s)
{
	// ok: live-credentials-written
	s->owner = from_kuid(&init_user_ns, current_cred()->uid);
	s->length = 0;
	return 0;
}

static int leave_group(kgid_t g)
{
	struct cred *next = prepare_creds();

	if (!next)
		return -ENOMEM;
	// ok: live-credentials-written
	next->fsgid = g;
	return commit_creds(next);
}

static void remember(struct inode *node, kuid_t *out)
{
	// ok: live-credentials-written
	*out = current_cred()->fsuid;
	// ok: live-credentials-written
	node->i_uid = current_cred()->fsuid;
}

static const struct cred *lend(struct file *f)
{
	// ok: live-credentials-written
	const struct cred *c = (const struct cred *)f->f_cred;

	return get_cred(c);
}
