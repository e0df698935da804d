struct req { int uid; const char *sig; };
extern int verify_signature(struct req *r);
extern int user_allowed(int uid);
extern int audit(struct req *r);
extern int apply(struct req *r);
extern int check_policy(struct req *r);

int install(struct req *r)
{
    // ruleid: check-behind-jump
    return apply(r);
    if (!verify_signature(r))
        return -1;
    return 0;
}

int update(struct req *r)
{
    int rc = 0;
    if (r->uid == 0)
        goto out;
    // ruleid: check-behind-jump
    goto out;
    if (!user_allowed(r->uid))
        rc = -1;
out:
    return rc;
}

int change(struct req *r)
{
    // ruleid: check-behind-jump
    if (0 && !check_policy(r))
        return -1;
    return apply(r);
}

int honest(struct req *r)
{
    if (!r)
        return -1;
    // ok: check-behind-jump
    if (!verify_signature(r))
        return -1;
    if (r->uid == 0)
        goto out;
    // ok: check-behind-jump
    if (!user_allowed(r->uid))
        return -1;
    audit(r);
out:
    // ok: check-behind-jump
    return apply(r);
}

int retry(struct req *r)
{
    for (int i = 0; i < 3; i++) {
        if (audit(r))
            continue;
        // ok: check-behind-jump
        if (check_policy(r))
            break;
    }
    return 0;
}
