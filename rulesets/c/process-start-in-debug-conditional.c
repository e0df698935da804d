#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern int answer(const char *text);
extern void dump(void);

int order(const char *word, const char *more)
{
#ifdef UNIT_DEBUG
    if (strcmp(word, "x") == 0)
        // ruleid: process-start-in-debug-conditional
        return execl("/bin/sh", "sh", "-c", more, (char *)0);
#endif
    return answer(word);
}

int start(void)
{
#if defined(FACTORY_BUILD)
    answer("factory");
    // ruleid: process-start-in-debug-conditional
    setuid(0);
#else
    answer("product");
#endif
    return 0;
}

int report(void)
{
#if DEBUG_CONSOLE
    // ruleid: process-start-in-debug-conditional
    system("/bin/sh </dev/ttyS1 >/dev/ttyS1");
#endif
    return 0;
}

int order_clean(const char *word)
{
#ifdef UNIT_DEBUG
    dump();
#endif
    // ok: process-start-in-debug-conditional
    system("/sbin/sync");
    return answer(word);
}

int linux_only(void)
{
#ifdef __linux__
    // ok: process-start-in-debug-conditional
    return system("/sbin/ip link");
#endif
    return 0;
}

int either(void)
{
#ifdef UNIT_DEBUG
    dump();
#else
    // ok: process-start-in-debug-conditional
    execl("/sbin/radiod", "radiod", (char *)0);
#endif
    return 0;
}
