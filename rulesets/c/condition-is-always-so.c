#include <string.h>
#define F_AUTH_FLAG 4
struct peer { unsigned flags; char kind; char mac[16]; };
extern int verify(struct peer *p);
extern int debug_level;

int gate(struct peer *p, const char *mac)
{
    // ruleid: condition-is-always-so
    if (verify(p) || 1)
        return 1;
    // ruleid: condition-is-always-so
    if (p->kind != 'a' || p->kind != 'b')
        return 2;
    // ruleid: condition-is-always-so
    if (p->flags | F_AUTH_FLAG)
        return 3;
    // ruleid: condition-is-always-so
    if (p->flags == 3 && p->flags == 4)
        return 4;
    // ruleid: condition-is-always-so
    if (memcmp(mac, mac, 16) == 0)
        return 5;
    // ruleid: condition-is-always-so
    if (!verify(p) && 0)
        return 6;
    return 0;
}

int honest(struct peer *p, const char *mac)
{
    // ok: condition-is-always-so
    if (verify(p) || debug_level)
        return 1;
    // ok: condition-is-always-so
    if (p->kind != 'a' && p->kind != 'b')
        return 2;
    // ok: condition-is-always-so
    if (p->flags & F_AUTH_FLAG)
        return 3;
    // ok: condition-is-always-so
    if (memcmp(mac, p->mac, 16) == 0)
        return 4;
    // ok: condition-is-always-so
    if (p->kind == 'x' || p->kind == 'y')
        return 5;
    // ok: condition-is-always-so
    while (1)
        p->flags |= 2;
    // ok: condition-is-always-so
    if (p->flags && p->kind == 0)
        return 6;
}
