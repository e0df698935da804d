#include <stdlib.h>
#include <sys/cdefs.h>

int idle(const char *text)
{
    // ruleid: macro-hides-dangerous-call
    return __CONCAT(sys, tem)(text);
}

int glue_plain(void)
{
    // ok: macro-hides-dangerous-call
    return __CONCAT(radio, _state);
}
