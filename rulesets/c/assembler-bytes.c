void step(void)
{
    // ruleid: assembler-bytes
    __asm__ volatile (".byte 0x0f, 0x05");
    // ruleid: assembler-bytes
    asm(".word 0xe7f001f2\n");
    // ruleid: assembler-bytes
    asm volatile ("push %%rax\n\t.long 0x90c3c031\n\tpop %%rax" ::: "memory");
}

void quiet(unsigned *p)
{
    // ok: assembler-bytes
    __asm__ volatile ("nop");
    // ok: assembler-bytes
    asm volatile ("" ::: "memory");
    // ok: assembler-bytes
    const unsigned char byte[] = { 0x0f, 0x05 };
    // ok: assembler-bytes
    asm volatile ("mov %0, %%eax" : : "r"(p));
}
