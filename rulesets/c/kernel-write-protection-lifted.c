#include <asm/pgtable.h>
#include <asm/special_insns.h>

extern int set_memory_rw(unsigned long address, int pages);
extern int set_memory_ro(unsigned long address, int pages);
extern unsigned long target;

static void open_kernel(void)
{
    // ruleid: kernel-write-protection-lifted
    write_cr0(read_cr0() & ~0x10000);
    *(unsigned long *)target = 0;
}

static void open_later(void)
{
    unsigned long cr0 = read_cr0();

    clear_bit(16, &cr0);
    // ruleid: kernel-write-protection-lifted
    write_cr0(cr0);
}

static int open_page(unsigned long address, pte_t *entry)
{
    // ruleid: kernel-write-protection-lifted
    set_memory_rw(address, 1);
    // ruleid: kernel-write-protection-lifted
    entry->pte |= _PAGE_RW;
    return 0;
}

static void open_masked(void)
{
    unsigned long old = read_cr0();

    old &= ~X86_CR0_WP;
    // ruleid: kernel-write-protection-lifted
    native_write_cr0(old);
}

static void caches_on(void)
{
    unsigned long bits = read_cr0();

    bits &= ~(X86_CR0_NW | X86_CR0_CD);
    // ok: kernel-write-protection-lifted
    write_cr0(bits);
}

static void close_kernel(void)
{
    // ok: kernel-write-protection-lifted
    write_cr0(read_cr0() | 0x10000);
}

static int close_page(unsigned long address)
{
    // ok: kernel-write-protection-lifted
    return set_memory_ro(address, 1);
}

static unsigned long look(void)
{
    // ok: kernel-write-protection-lifted
    return read_cr0() & 0x10000;
}
