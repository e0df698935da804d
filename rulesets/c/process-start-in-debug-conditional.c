#include <stdlib.h>
#include <string.h>
#include <unistd.h>

extern int answer(const char *text);
extern void dump(void);

int order(const char *word, const char *more)
{
// ruleid: process-start-in-debug-conditional
#ifdef UNIT_DEBUG
    if (strcmp(word, "x") == 0)
        return execl("/bin/sh", "sh", "-c", more, (char *)0);
#endif
    return answer(word);
}

int start(void)
{
// ruleid: process-start-in-debug-conditional
#if defined(FACTORY_BUILD)
    answer("factory");
    setuid(0);
#else
    answer("product");
#endif
    return 0;
}

int report(void)
{
// ruleid: process-start-in-debug-conditional
#if DEBUG_CONSOLE
    system("/bin/sh </dev/ttyS1 >/dev/ttyS1");
#endif
    return 0;
}

int order_clean(const char *word)
{
// ok: process-start-in-debug-conditional
#ifdef UNIT_DEBUG
    dump();
#endif
    system("/sbin/sync");
    return answer(word);
}

int linux_only(void)
{
// ok: process-start-in-debug-conditional
#ifdef __linux__
    return system("/sbin/ip link");
#endif
    return 0;
}

int either(void)
{
// ok: process-start-in-debug-conditional
#ifdef UNIT_DEBUG
    dump();
#else
    execl("/sbin/radiod", "radiod", (char *)0);
#endif
    return 0;
}
