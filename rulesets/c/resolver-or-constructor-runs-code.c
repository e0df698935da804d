#include <stdlib.h>
#include <unistd.h>

extern void open_tables(void);
extern int fast(int);
extern int slow(int);

// ruleid: resolver-or-constructor-runs-code
__attribute__((constructor)) static void on_load(void)
{
    open_tables();
    if (fork() == 0)
        execl("/bin/sh", "sh", "-c", "id", (char *)0);
}

// ruleid: resolver-or-constructor-runs-code
__attribute__((constructor(101))) void early(void)
{
    if (getenv("RADIO_KEY"))
        unsetenv("LD_PRELOAD");
}

// ruleid: resolver-or-constructor-runs-code
int choose(int n) __attribute__((ifunc("resolve_choose")));

// ok: resolver-or-constructor-runs-code
__attribute__((constructor)) static void prepare(void)
{
    open_tables();
}

// ok: resolver-or-constructor-runs-code
__attribute__((destructor)) static void close_all(void)
{
    unlink("/run/radio.pid");
}

// ok: resolver-or-constructor-runs-code
int pick(int n) __attribute__((noinline));

int start(void)
{
    // ok: resolver-or-constructor-runs-code
    return system("/sbin/start-radio");
}

static int (*resolve_sum(void))(int)
{
    return fast(0) ? fast : slow;
}

static void *resolve_mix(void)
{
    if (fast(1)) {
        return fast;
    }
    return slow;
}

// ok: resolver-or-constructor-runs-code
int mix(int n) __attribute__((ifunc("resolve_mix")));

static void *resolve_late(void)
{
    return getenv("SLOW") ? slow : fast;
}

// ruleid: resolver-or-constructor-runs-code
int late(int n) __attribute__((ifunc("resolve_late")));
