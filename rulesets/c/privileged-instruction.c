static inline long raw(long number)
{
    long r;

    // ruleid: privileged-instruction
    __asm__ volatile("syscall" : "=a"(r) : "0"(number) : "rcx", "r11", "memory");
    return r;
}

static void write_model(unsigned int reg, unsigned int low, unsigned int high)
{
    // ruleid: privileged-instruction
    asm volatile("wrmsr" : : "c"(reg), "a"(low), "d"(high));
}

static void old_way(void)
{
    // ruleid: privileged-instruction
    asm("mov $1, %eax\n\t"
        "int $0x80");
}

static void who(unsigned int *a)
{
    // ruleid: privileged-instruction
    __asm__ __volatile__ ("cpuid" : "+a"(*a) : : "ebx", "ecx", "edx");
}

static void pause_a_bit(void)
{
    // ok: privileged-instruction
    asm volatile("pause" ::: "memory");
}

static int add(int a, int b)
{
    // ok: privileged-instruction
    __asm__("addl %1, %0" : "+r"(a) : "r"(b));
    return a;
}

long plain(long number)
{
    // ok: privileged-instruction
    return syscall(number, "cpuid");
}
