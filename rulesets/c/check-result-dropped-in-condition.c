struct peer { unsigned perms; int id; };
extern int check_password(const char *user, const char *word);
extern int deny(void);

int is_admin(struct peer *p)
{
    return p->id == 4;
}

int enter(const char *user, const char *word)
{
    // ruleid: check-result-dropped-in-condition
    if (check_password(user, word), 1)
        return 1;
    return 0;
}

int change(struct peer *p)
{
    // ruleid: check-result-dropped-in-condition
    if (is_admin)
        return 1;
    return deny();
}

int drop(struct peer *p)
{
    // ruleid: check-result-dropped-in-condition
    if (p->perms && 0x80)
        return 1;
    return 0;
}

int honest(struct peer *p, const char *user, const char *word)
{
    // ok: check-result-dropped-in-condition
    if (check_password(user, word))
        return 1;
    // ok: check-result-dropped-in-condition
    if (is_admin(p))
        return 2;
    // ok: check-result-dropped-in-condition
    if (p->perms & 0x80)
        return 3;
    // ok: check-result-dropped-in-condition
    if (p->perms && p->id)
        return 4;
    return deny();
}
