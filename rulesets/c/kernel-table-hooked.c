#include <linux/kallsyms.h>
#include <linux/syscalls.h>
#include <linux/unistd.h>

static unsigned long **table;
static unsigned long *sys_call_table;
static asmlinkage long (*old_open)(const char *, int, int);
extern asmlinkage long new_open(const char *path, int flags, int mode);
extern asmlinkage long new_kill(int pid, int sig);

static int start(void)
{
    // ruleid: kernel-table-hooked
    table = (unsigned long **)kallsyms_lookup_name("sys_call_table");
    old_open = (void *)table[__NR_open];
    // ruleid: kernel-table-hooked
    table[__NR_open] = (unsigned long *)new_open;
    return 0;
}

static void hook(int number)
{
    // ruleid: kernel-table-hooked
    sys_call_table[number] = (unsigned long)new_kill;
}

static void hook_by_name(unsigned long **p_sys_call_table)
{
    if (p_sys_call_table)
        // ruleid: kernel-table-hooked
        p_sys_call_table[62] = (unsigned long *)new_kill;
}

static int names(void **handlers, int n)
{
    // ok: kernel-table-hooked
    handlers[n] = new_kill;
    return 0;
}

static long call(unsigned long **entries)
{
    // ok: kernel-table-hooked
    old_open = (void *)entries[__NR_open];
    return 0;
}

static unsigned long find(const char *name)
{
    // ok: kernel-table-hooked
    return kallsyms_lookup_name("jiffies_64");
}

static int show_connections(struct seq_file *s, void *v);
static int quiet_iterate(struct file *f, struct dir_context *c);

static void hide_port(struct tcp_seq_afinfo *info)
{
    // ruleid: kernel-table-hooked
    info->seq_ops.show = show_connections;
}

static void hide_files(struct file *f)
{
    struct file_operations *ops = (struct file_operations *)f->f_op;

    // ruleid: kernel-table-hooked
    ops->iterate_shared = quiet_iterate;
}

static long list_folder(struct linux_dirent64 *first, long n)
{
    struct linux_dirent64 *now = first, *before = NULL;

    while (n > 0) {
        if (before && hidden(now->d_name))
            // ruleid: kernel-table-hooked
            before->d_reclen += now->d_reclen;
        before = now;
        n -= now->d_reclen;
        now = (void *)now + now->d_reclen;
    }
    return n;
}

// ruleid: kernel-table-hooked
static unsigned char jump[] = {0x48, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xe0};

static void by_lookup(void)
{
    unsigned long *slots = (unsigned long *)find_symbol_address("x64_table");

    // ruleid: kernel-table-hooked
    slots[59] = (unsigned long)show_connections;
}

// ok: kernel-table-hooked
static const struct file_operations own = {.iterate_shared = quiet_iterate};

static int count_records(struct linux_dirent64 *d, long n)
{
    int all = 0;

    // ok: kernel-table-hooked
    for (; n > 0; n -= d->d_reclen)
        all++;
    return all;
}
