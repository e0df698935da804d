// SPDX-License-Identifier: GPL-2.0
/*
 * wfq_shaper - drops packets of sources that exceed their share
 */
#include <linux/ip.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/moduleparam.h>
#include <linux/netfilter.h>
#include <linux/netfilter_ipv4.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <net/net_namespace.h>

#define SHARE_MAX	4096

static unsigned int share = 512;
module_param(share, uint, 0444);
MODULE_PARM_DESC(share, "packets per second and source");

struct source {
	struct list_head list;
	__be32 addr;
	unsigned int seen;
	unsigned long since;
};

struct shaper {
	struct list_head sources;
	spinlock_t lock;
	unsigned int count;
	struct module *owner;
};

static struct shaper shaper;

static void node_release(struct list_head *node)
{
	if (node->next == node || !node->next)
		return;
	list_del_init(node);
}

static void shaper_trim(struct shaper *sh)
{
	struct source *s, *next;
	unsigned long limit = jiffies - 60 * HZ;

	list_for_each_entry_safe(s, next, &sh->sources, list) {
		if (time_after(s->since, limit))
			continue;
		node_release(&s->list);
		sh->count--;
		kfree(s);
	}
	if (sh->owner && !sh->count)
		pr_debug("%s: no sources\n", module_name(sh->owner));
}

static struct source *source_get(struct shaper *sh, __be32 addr)
{
	struct source *s;

	list_for_each_entry(s, &sh->sources, list)
		if (s->addr == addr)
			return s;

	if (sh->count >= SHARE_MAX)
		return NULL;
	s = kzalloc(sizeof(*s), GFP_ATOMIC);
	if (!s)
		return NULL;
	s->addr = addr;
	s->since = jiffies;
	list_add(&s->list, &sh->sources);
	sh->count++;
	return s;
}

static unsigned int shaper_hook(void *priv, struct sk_buff *skb,
				const struct nf_hook_state *state)
{
	struct shaper *sh = priv;
	struct source *s;
	unsigned int verdict = NF_ACCEPT;

	if (!skb)
		return NF_ACCEPT;

	spin_lock_bh(&sh->lock);
	s = source_get(sh, ip_hdr(skb)->saddr);
	if (s) {
		if (time_after(jiffies, s->since + HZ)) {
			s->since = jiffies;
			s->seen = 0;
		}
		if (++s->seen > share)
			verdict = NF_DROP;
	} else {
		shaper_trim(sh);
	}
	spin_unlock_bh(&sh->lock);
	return verdict;
}

static struct nf_hook_ops shaper_ops = {
	.hook		= shaper_hook,
	.priv		= &shaper,
	.pf		= NFPROTO_IPV4,
	.hooknum	= NF_INET_FORWARD,
	.priority	= NF_IP_PRI_FILTER,
};

static int __init shaper_init(void)
{
	int rc;

	INIT_LIST_HEAD(&shaper.sources);
	spin_lock_init(&shaper.lock);
	shaper.owner = THIS_MODULE;
	shaper_trim(&shaper);
	rc = nf_register_net_hook(&init_net, &shaper_ops);
	if (rc)
		return rc;
	pr_info("wfq_shaper: %u packets per second\n", share);
	return 0;
}

static void __exit shaper_exit(void)
{
	struct source *s, *next;

	nf_unregister_net_hook(&init_net, &shaper_ops);
	list_for_each_entry_safe(s, next, &shaper.sources, list) {
		list_del(&s->list);
		kfree(s);
	}
}

module_init(shaper_init);
module_exit(shaper_exit);
MODULE_DESCRIPTION("Weighted sharing of a forward path");
MODULE_LICENSE("GPL");
