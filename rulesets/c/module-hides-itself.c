#include <linux/list.h>
#include <linux/module.h>

struct entry {
    struct list_head list;
};

static int unit_init(void)
{
    // ruleid: module-hides-itself
    list_del(&THIS_MODULE->list);
    // ruleid: module-hides-itself
    kobject_del(&THIS_MODULE->mkobj.kobj);
    return 0;
}

static void vanish(void)
{
    struct list_head *own = &THIS_MODULE->list;

    // ruleid: module-hides-itself
    list_del_init(own);
}

static void fade(void)
{
    struct module *m = THIS_MODULE;

    if (m)
        // ruleid: module-hides-itself
        list_del(&m->list);
}

static void drop(struct entry *e)
{
    // ok: module-hides-itself
    list_del(&e->list);
}

static const char *who(void)
{
    // ok: module-hides-itself
    return THIS_MODULE->name;
}

static void keep(struct entry *e, struct list_head *all)
{
    // ok: module-hides-itself
    list_add(&e->list, all);
    // ok: module-hides-itself
    kobject_del(e->kobj);
}
