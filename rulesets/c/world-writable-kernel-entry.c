#include <linux/debugfs.h>
#include <linux/module.h>
#include <linux/proc_fs.h>

extern struct proc_ops unit_ops;

static int unit_init(void)
{
    // ruleid: world-writable-kernel-entry
    proc_create("unit_ctl", 0666, NULL, &unit_ops);
    // ruleid: world-writable-kernel-entry
    debugfs_create_file("regs", S_IRUGO | S_IWUGO, NULL, NULL, &unit_ops);
    return 0;
}

static int second(void *parent)
{
    // ruleid: world-writable-kernel-entry
    if (!proc_create_data("poke", 0222, parent, &unit_ops, NULL))
        return -12;
    return 0;
}

static int closed(void)
{
    // ok: world-writable-kernel-entry
    proc_create("unit_state", 0444, NULL, &unit_ops);
    // ok: world-writable-kernel-entry
    debugfs_create_file("regs", 0600, NULL, NULL, &unit_ops);
    return 0;
}

int shared_state(void)
{
    // ok: world-writable-kernel-entry
    return shm_open("/radio-state", O_RDWR | O_CREAT, 0600);
}

static int shut(void)
{
    // ok: world-writable-kernel-entry
    proc_create("unit_ctl", S_IRUSR | S_IWUSR, NULL, &unit_ops);
    return 0;
}

static int level;
// ruleid: world-writable-kernel-entry
module_param(level, int, 0666);

static struct miscdevice unit = {
    .minor = 255,
    .name = "unit",
    // ruleid: world-writable-kernel-entry
    .mode = 0666,
};

static char *unit_node(struct device *dev, umode_t *mode)
{
    if (mode)
        // ruleid: world-writable-kernel-entry
        *mode = 0666;
    return NULL;
}

// ok: world-writable-kernel-entry
module_param(level2, int, 0644);

static struct miscdevice quiet = {
    // ok: world-writable-kernel-entry
    .mode = 0640,
};
