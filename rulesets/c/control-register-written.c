#include <linux/module.h>
#include <asm/special_insns.h>

static void force(unsigned long v)
{
    // ruleid: control-register-written
    asm volatile("mov %0, %%cr0" : "+r"(v) : : "memory");
}

static void open_page(unsigned long at)
{
    unsigned int level;
    pte_t *pte = lookup_address(at, &level);

    if (pte->pte & ~_PAGE_RW)
        // ruleid: control-register-written
        pte->pte |= _PAGE_RW;
}

static unsigned long saved;

static void back(void)
{
    // ruleid: control-register-written
    write_cr0(saved);
}

static int (*p_set_memory_rw)(unsigned long, int);

static void by_pointer(unsigned long at)
{
    // ruleid: control-register-written
    p_set_memory_rw(at, 1);
}

static unsigned long look(void)
{
    // ok: control-register-written
    return read_cr0();
}

static int present(unsigned long at)
{
    unsigned int level;
    // ok: control-register-written
    pte_t *pte = lookup_address(at, &level);

    // ok: control-register-written
    return pte && pte_present(*pte);
}

static unsigned long other(void)
{
    unsigned long v;

    // ok: control-register-written
    asm volatile("mov %%cr0, %0" : "=r"(v));
    return v;
}

static int read_only(unsigned long at)
{
    // ok: control-register-written
    return set_memory_ro(at, 1);
}
