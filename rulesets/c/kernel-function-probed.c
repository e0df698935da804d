#include <linux/ftrace.h>
#include <linux/kprobes.h>
#include <linux/module.h>

static int before(struct kprobe *p, struct pt_regs *regs);
static struct kprobe probe = {
    // ruleid: kernel-function-probed
    .symbol_name = "kallsyms_lookup_name",
    .pre_handler = before,
};

static int __init start(void)
{
    // ruleid: kernel-function-probed
    if (register_kprobe(&probe) < 0)
        return -1;
    unregister_kprobe(&probe);
    return 0;
}

static int hook(struct ftrace_ops *ops, unsigned long address)
{
    // ruleid: kernel-function-probed
    int e = ftrace_set_filter_ip(ops, address, 0, 0);

    // ruleid: kernel-function-probed
    return e ? e : register_ftrace_function(ops);
}

static int after(struct kretprobe_instance *ri, struct pt_regs *regs)
{
    // ruleid: kernel-function-probed
    regs_set_return_value(regs, 0);
    return 0;
}

static int notify(struct notifier_block *nb)
{
    // ok: kernel-function-probed
    return register_reboot_notifier(nb);
}

static void trace(int n)
{
    // ok: kernel-function-probed
    trace_printk("unit %d", n);
}

static int drop(struct kprobe *p)
{
    // ok: kernel-function-probed
    unregister_kprobe(p);
    return 0;
}
