#define NEEDS_LOGIN 0x10
#define LEVEL_ROOT 3
struct route { unsigned flags; int level; };
extern int level_of(struct route *r);

int open_route(struct route *r)
{
    // ruleid: negation-binds-too-tightly
    if (!r->flags & NEEDS_LOGIN)
        return 1;
    // ruleid: negation-binds-too-tightly
    if (!level_of(r) == LEVEL_ROOT)
        return 2;
    // ruleid: negation-binds-too-tightly
    if (r->level && !r->flags & 0x40)
        return 3;
    return 0;
}

int honest(struct route *r)
{
    // ok: negation-binds-too-tightly
    if (!(r->flags & NEEDS_LOGIN))
        return 1;
    // ok: negation-binds-too-tightly
    if (level_of(r) != LEVEL_ROOT)
        return 2;
    // ok: negation-binds-too-tightly
    if (!r->flags && r->level)
        return 3;
    // ok: negation-binds-too-tightly
    if (~r->flags & NEEDS_LOGIN)
        return 4;
    return 0;
}
