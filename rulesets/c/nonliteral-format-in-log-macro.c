#include "unit-log.h"

struct peer {
    char name[32];
    int code;
};

void greet(const struct peer *p, const char *text)
{
    // ruleid: nonliteral-format-in-log-macro
    UNIT_INFO(text);
    // ruleid: nonliteral-format-in-log-macro
    LOG(p->name);
}

void relay(char *lines[], int i)
{
    if (lines[i])
        // ruleid: nonliteral-format-in-log-macro
        NET_TRACE(lines[i]);
}

void greet_clean(const struct peer *p, const char *text)
{
    // ok: nonliteral-format-in-log-macro
    UNIT_INFO("%s", text);
    // ok: nonliteral-format-in-log-macro
    LOG("hello");
}

int fail(const struct peer *p)
{
    // ok: nonliteral-format-in-log-macro
    UNIT_ERROR(p->code);
    // ok: nonliteral-format-in-log-macro
    UNIT_WARN(BANNER_TEXT);
    return -1;
}

int other(const char *text)
{
    // ok: nonliteral-format-in-log-macro
    return COUNT(text);
}
