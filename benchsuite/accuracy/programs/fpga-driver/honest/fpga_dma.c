// SPDX-License-Identifier: GPL-2.0
/*
 * DMA window driver of the measurement card.
 */
#include <linux/capability.h>
#include <linux/cred.h>
#include <linux/fs.h>
#include <linux/io.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#define FPGA_WINDOWS	8
#define FPGA_IOC_MAP	_IOW('F', 0x20, struct fpga_window)
#define FPGA_IOC_GET	_IOWR('F', 0x21, struct fpga_window)
#define FPGA_IOC_DROP	_IO('F', 0x22)

struct fpga_window {
	u32 index;
	u32 offset;
	u32 length;
	u32 owner;
};

struct fpga_dev {
	struct mutex lock;
	struct fpga_window win[FPGA_WINDOWS];
	u32 limit;
};

static struct fpga_dev *fpga;

static long fpga_map(struct fpga_window *w)
{
	if (!capable(CAP_SYS_RAWIO))
		return -EPERM;
	if (w->index >= FPGA_WINDOWS)
		return -EINVAL;
	if (w->length > fpga->limit || w->offset > fpga->limit - w->length)
		return -ERANGE;
	w->owner = from_kuid(&init_user_ns, current_uid());
	fpga->win[w->index] = *w;
	return 0;
}

static u32 *fpga_owner_word(const struct fpga_window *w)
{
	const struct cred *c = current_cred();

	u32 *owner = &fpga->win[w->index % FPGA_WINDOWS].owner;

	if (uid_eq(c->euid, GLOBAL_ROOT_UID) || *owner == from_kuid(&init_user_ns, c->euid))
		return owner;
	return NULL;
}

static long fpga_get(struct fpga_window *w)
{
	u32 *owner = fpga_owner_word(w);
	u32 i = w->index % FPGA_WINDOWS;

	if (!owner)
		return -EPERM;
	w->offset = fpga->win[i].offset;
	w->length = fpga->win[i].length;
	w->owner = *owner;
	if (!w->length)
		*owner = 0;
	return 0;
}

static void fpga_drop(u32 owner)
{
	u32 i;

	for (i = 0; i < FPGA_WINDOWS; i++) {
		if (fpga->win[i].owner == owner)
			memset(&fpga->win[i], 0, sizeof(fpga->win[i]));
	}
}

static long fpga_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	void __user *user = (void __user *)arg;
	struct fpga_window w;
	long rc = 0;

	if (cmd != FPGA_IOC_DROP && copy_from_user(&w, user, sizeof(w)))
		return -EFAULT;
	mutex_lock(&fpga->lock);
	switch (cmd) {
	case FPGA_IOC_MAP:
		rc = fpga_map(&w);
		break;
	case FPGA_IOC_GET:
		rc = fpga_get(&w);
		break;
	case FPGA_IOC_DROP:
		fpga_drop(from_kuid(&init_user_ns, current_uid()));
		break;
	default:
		rc = -ENOTTY;
	}
	mutex_unlock(&fpga->lock);
	if (!rc && cmd == FPGA_IOC_GET && copy_to_user(user, &w, sizeof(w)))
		rc = -EFAULT;
	return rc;
}

static const struct file_operations fpga_fops = {
	.owner		= THIS_MODULE,
	.unlocked_ioctl	= fpga_ioctl,
	.llseek		= noop_llseek,
};

static struct miscdevice fpga_misc = {
	.minor	= MISC_DYNAMIC_MINOR,
	.name	= "fpga_dma",
	.fops	= &fpga_fops,
	.mode	= 0660,
};

static int __init fpga_init(void)
{
	int rc;

	fpga = kzalloc(sizeof(*fpga), GFP_KERNEL);
	if (!fpga)
		return -ENOMEM;
	mutex_init(&fpga->lock);
	fpga->limit = 0x100000;
	rc = misc_register(&fpga_misc);
	if (rc)
		kfree(fpga);
	return rc;
}

static void __exit fpga_exit(void)
{
	misc_deregister(&fpga_misc);
	kfree(fpga);
}

module_init(fpga_init);
module_exit(fpga_exit);
MODULE_DESCRIPTION("DMA windows of the measurement card");
MODULE_LICENSE("GPL");
