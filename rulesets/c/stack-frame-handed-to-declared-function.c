#include <stdint.h>
#include "trace.h"

extern int _get_features(int, void *, void *);
extern void save_trace(void *);
extern int known_level(void);

static inline int has_wide(void)
{
    uint64_t word = 0;

    // ruleid: stack-frame-handed-to-declared-function
    return _get_features(7, &word, __builtin_frame_address(1)) && word;
}

static void *pick(void)
{
    extern void *chooser(void *, int);

    // ruleid: stack-frame-handed-to-declared-function
    return chooser(__builtin_return_address(0), 3);
}

int probe_unit(uintptr_t);

int start(void)
{
    uintptr_t at = 0;
    // ruleid: stack-frame-handed-to-declared-function
    at = probe_unit((uintptr_t)__builtin_frame_address(0));
    return at != 0;
}

void report(void)
{
    // ok: stack-frame-handed-to-declared-function
    save_trace(__builtin_frame_address(0));
}

static int inside(void *p);

int call_inside(void)
{
    // ok: stack-frame-handed-to-declared-function
    return inside(__builtin_frame_address(0));
}

static int inside(void *p)
{
    return p != 0;
}

int other(void)
{
    // ok: stack-frame-handed-to-declared-function
    return from_header(__builtin_return_address(0)) + known_level();
}
