struct peer { int trusted; int error; };
extern int verify(struct peer *p);
extern void note(int x);

void handle(struct peer *p, int *ok)
{
    if (!verify(p))
        // ruleid: comparison-as-statement
        p->error == -1;
    // ruleid: comparison-as-statement
    p->trusted == 0;
    // ruleid: comparison-as-statement
    *ok == 0;
}

int honest(struct peer *p, int n)
{
    // ok: comparison-as-statement
    int same = p->trusted == n;
    // ok: comparison-as-statement
    note(p->error == 0);
    // ok: comparison-as-statement
    p->trusted = 1;
    // ok: comparison-as-statement
    if (p->error == 3)
        same++;
    // ok: comparison-as-statement
    return p->error == n;
}
