#include <linux/module.h>
#include <linux/list.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>

struct port {
	struct list_head list;
	struct module *owner;
	u64 frames;
};

static LIST_HEAD(ports);

static LIST_HEAD(parked);

static ssize_t park(struct file *file, const char __user *text, size_t length, loff_t *at)
{
	struct module *holder = file->f_op->owner;

	// ruleid: module-record-unlinked
	list_move(&holder->list, &parked);
	return length;
}

static void settle(void)
{
	// ruleid: module-record-unlinked
	struct list_head *link = &THIS_MODULE->list;

	link->next->prev = link->prev;
	link->prev->next = link->next;
}

static void tidy(struct miscdevice *dev)
{
	// ruleid: module-record-unlinked
	kobject_del(&dev->fops->owner->mkobj.kobj);
}

static void by_offset(char *base)
{
	// ruleid: module-record-unlinked
	struct list_head *at = (struct list_head *)(base + offsetof(struct module, list));

	drop_node(at);
}

static void neighbour(struct list_head *near)
{
	// ruleid: module-record-unlinked
	struct module *m = list_entry(near->next, struct module, list);

	pr_debug("%s\n", m->name);
}

static void port_free(struct port *p)
{
	// ok: module-record-unlinked
	list_del(&p->list);
	// ok: module-record-unlinked
	module_put(p->owner);
	kfree(p);
}

static int port_open(struct inode *node, struct file *f)
{
	struct module *m = f->f_op->owner;

	// ok: module-record-unlinked
	if (!try_module_get(m))
		return -ENODEV;
	// ok: module-record-unlinked
	pr_debug("%s %d\n", m->name, m->state);
	return 0;
}

static u64 total(void)
{
	struct port *p;
	u64 sum = 0;

	// ok: module-record-unlinked
	list_for_each_entry(p, &ports, list)
		sum += p->frames;
	return sum;
}
