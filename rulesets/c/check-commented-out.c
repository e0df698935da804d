struct req { int uid; };
extern int verify_request(struct req *r);
extern int apply(struct req *r);
extern int check_permission(int uid);
extern int flush_queue(void);

int change(struct req *r)
{
    // ruleid: check-commented-out
    // if (!verify_request(r))
    //     return -1;
    return apply(r);
}

int change_more(struct req *r)
{
    // ruleid: check-commented-out
    /* if (check_permission(r->uid) < 0) return -1; */
    return apply(r);
}

int change_most(struct req *r)
{
// ruleid: check-commented-out
#if 0
    if (verify_request(r) != 0)
        return -1;
#endif
    return apply(r);
}

int honest(struct req *r)
{
    // ok: check-commented-out
    // if the caller may not do this, verify_request() says so
    // ok: check-commented-out
    if (!verify_request(r))
        return -1;
    // ok: check-commented-out
    /* check_permission() was done by the caller */
// ok: check-commented-out
#if 0
    flush_queue();
#endif
    return apply(r);
}
