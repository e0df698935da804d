// ruleid: protection-off-in-source
#pragma GCC optimize ("no-stack-protector")
// ruleid: protection-off-in-source
#pragma GCC diagnostic ignored "-Wformat-security"
// ruleid: protection-off-in-source
#undef _FORTIFY_SOURCE
#include <string.h>
#include <sys/personality.h>

// ruleid: protection-off-in-source
__attribute__((no_stack_protector)) int read_name(char *into)
{
    return (int)strlen(into);
}

// ruleid: protection-off-in-source
static int __attribute__((noinline, optimize("O2,no-stack-protector"))) check(const char *text)
{
    return text[0];
}

int start(char **argv)
{
    // ruleid: protection-off-in-source
    personality(personality(0xffffffff) | ADDR_NO_RANDOMIZE);
    return execv(argv[0], argv);
}

void open_to_tracers(void)
{
    // ruleid: protection-off-in-source
    prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
}

// ok: protection-off-in-source
#pragma GCC optimize ("O2")
// ok: protection-off-in-source
#pragma GCC diagnostic push
// ok: protection-off-in-source
__attribute__((noinline)) int plain(int x)
{
    return x;
}

void hide(void)
{
    // ok: protection-off-in-source
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    // ok: protection-off-in-source
    personality(PER_LINUX);
}
