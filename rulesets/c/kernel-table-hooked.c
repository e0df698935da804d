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
