#define ROLE_ADMIN 7
struct session { int role; int state; int uid; char kind; };
extern int login(struct session *s);
extern void serve(struct session *s);
extern int next_state(void);
extern struct session *first(void);

int may_write(struct session *s)
{
    // ruleid: literal-assigned-in-condition
    if (s->role = ROLE_ADMIN)
        return 1;
    return 0;
}

int check_owner(int options, struct session *current)
{
    // ruleid: literal-assigned-in-condition
    if ((options == 0x21) && (current->uid = 0))
        return -22;
    return 0;
}

void run(struct session *s)
{
    // ruleid: literal-assigned-in-condition
    if (!(s->state = 0))
        serve(s);
    // ruleid: literal-assigned-in-condition
    s->kind = (s->state = 1) ? 'a' : 'b';
}

int honest(struct session *s)
{
    int n;
    // ok: literal-assigned-in-condition
    if ((n = next_state()))
        return n;
    // ok: literal-assigned-in-condition
    if ((n = next_state()) != ROLE_ADMIN)
        return 0;
    // ok: literal-assigned-in-condition
    if (s->role == ROLE_ADMIN)
        n = ROLE_ADMIN;
    // ok: literal-assigned-in-condition
    while ((s = first()))
        serve(s);
    // ok: literal-assigned-in-condition
    return s->role <= ROLE_ADMIN;
}
