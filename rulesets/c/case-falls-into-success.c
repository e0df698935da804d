struct conn { int granted; int role; };
enum verdict { DENY, ACCESS_ALLOWED };
extern void report(struct conn *c);
extern void grant_access(struct conn *c);
extern int counter;

void decide(struct conn *c, int result)
{
    switch (result) {
    case -1:
        // ruleid: case-falls-into-success
        report(c);
    case 0:
        c->granted = 1;
        break;
    case 3:
        // ruleid: case-falls-into-success
        counter++;
    case 4: grant_access(c);
        break;
    }
}

enum verdict judge(struct conn *c, int kind)
{
    switch (kind) {
    case 1:
        // ruleid: case-falls-into-success
        c->role = 0;
    default:
        return ACCESS_ALLOWED;
    }
}

enum verdict honest(struct conn *c, int kind)
{
    switch (kind) {
    case 1:
        report(c);
        // ok: case-falls-into-success
        break;
    case 2:
        c->granted = 1;
        // ok: case-falls-into-success
        counter++;
        /* fall through */
    case 3:
        grant_access(c);
        // ok: case-falls-into-success
        return DENY;
    default:
        return ACCESS_ALLOWED;
    }
}
