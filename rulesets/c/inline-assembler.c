static inline void wait_a_bit(void)
{
    // ruleid: inline-assembler
    asm volatile("pause");
}

static inline void barrier(void)
{
    // ok: inline-assembler
    asm volatile("" ::: "memory");
}

unsigned long stamp(void)
{
    unsigned int low, high;

    // ruleid: inline-assembler
    __asm__ __volatile__("rdtsc" : "=a"(low), "=d"(high));
    return ((unsigned long)high << 32) | low;
}

long raw_call(long number)
{
    long result;

    // ruleid: inline-assembler
    __asm__ ("syscall" : "=a"(result) : "0"(number) : "rcx", "r11", "memory");
    return result;
}

// ok: inline-assembler
extern int assemble(const char *text);

// ok: inline-assembler
const char *note = "asm volatile (nop)";

int disasm(int asm_lines)
{
    // ok: inline-assembler
    return asm_lines + 1;
    /* asm("nop") would do nothing */
}
