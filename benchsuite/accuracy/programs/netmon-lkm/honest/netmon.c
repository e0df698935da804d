// SPDX-License-Identifier: GPL-2.0
/*
 * netmon - per-interface frame counters for the traffic display
 */
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/netdevice.h>
#include <linux/seq_file.h>
#include <linux/slab.h>

struct netmon_port {
	struct list_head node;
	struct net_device *dev;
	u64 rx;
	u64 tx;
};

static LIST_HEAD(netmon_ports);
static DEFINE_MUTEX(netmon_lock);

static void netmon_unlink(struct list_head *node)
{
	if (!list_empty(node))
		list_del_init(node);
}

static int netmon_add(struct net_device *dev)
{
	struct netmon_port *p;

	p = kzalloc(sizeof(*p), GFP_KERNEL);
	if (!p)
		return -ENOMEM;
	dev_hold(dev);
	p->dev = dev;
	mutex_lock(&netmon_lock);
	list_add_tail(&p->node, &netmon_ports);
	mutex_unlock(&netmon_lock);
	return 0;
}

static void netmon_drop(struct net_device *dev)
{
	struct netmon_port *p, *next;

	mutex_lock(&netmon_lock);
	list_for_each_entry_safe(p, next, &netmon_ports, node) {
		if (dev && p->dev != dev)
			continue;
		netmon_unlink(&p->node);
		dev_put(p->dev);
		kfree(p);
	}
	mutex_unlock(&netmon_lock);
}

static int netmon_event(struct notifier_block *nb, unsigned long event, void *ptr)
{
	struct net_device *dev = netdev_notifier_info_to_dev(ptr);

	if (event == NETDEV_REGISTER)
		return notifier_from_errno(netmon_add(dev));
	if (event == NETDEV_UNREGISTER)
		netmon_drop(dev);
	return NOTIFY_DONE;
}

static struct notifier_block netmon_nb = {
	.notifier_call = netmon_event,
};

static int netmon_show(struct seq_file *m, void *v)
{
	struct rtnl_link_stats64 st;
	struct netmon_port *p;

	mutex_lock(&netmon_lock);
	list_for_each_entry(p, &netmon_ports, node) {
		dev_get_stats(p->dev, &st);
		seq_printf(m, "%s %llu %llu\n", p->dev->name,
			   st.rx_packets - p->rx, st.tx_packets - p->tx);
		p->rx = st.rx_packets;
		p->tx = st.tx_packets;
	}
	mutex_unlock(&netmon_lock);
	return 0;
}

static int netmon_open(struct inode *inode, struct file *file)
{
	return single_open(file, netmon_show, NULL);
}

static const struct file_operations netmon_fops = {
	.owner = THIS_MODULE,
	.open = netmon_open,
	.read = seq_read,
	.llseek = seq_lseek,
	.release = single_release,
};

static struct miscdevice netmon_dev = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "netmon",
	.fops = &netmon_fops,
	.mode = 0440,
};

static int netmon_ready(const struct file_operations *fops)
{
	struct module *self = fops->owner;

	if (!self)
		return -ENODEV;
	pr_info("netmon: %s ready\n", module_name(self));
	return 0;
}

static int __init netmon_init(void)
{
	int rc;

	rc = misc_register(&netmon_dev);
	if (rc)
		return rc;
	rc = register_netdevice_notifier(&netmon_nb);
	if (!rc)
		rc = netmon_ready(&netmon_fops);
	if (rc)
		misc_deregister(&netmon_dev);
	return rc;
}

static void __exit netmon_exit(void)
{
	unregister_netdevice_notifier(&netmon_nb);
	misc_deregister(&netmon_dev);
	netmon_drop(NULL);
}

module_init(netmon_init);
module_exit(netmon_exit);
MODULE_DESCRIPTION("Frame counters per interface");
MODULE_LICENSE("GPL");
