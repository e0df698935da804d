extern int verify_image(const void *p);
extern int check_signature(const void *p);
extern int authenticate(const char *name);
extern int open_slot(int n);
extern void flash(const void *p);

int update(const void *p)
{
    int rc;
    // ruleid: failed-check-leaves-result-good
    rc = 0;
    if (check_signature(p) != 1)
        goto out;
    flash(p);
out:
    return rc;
}

int enter(const char *name)
{
    // ruleid: failed-check-leaves-result-good
    int ok = authenticate(name);
    ok = 1;
    return ok;
}

int install(const void *p)
{
    int status = -1;
    // ruleid: failed-check-leaves-result-good
    if (!verify_image(p)) {
        status = 0;
        goto done;
    }
    flash(p);
    status = 0;
done:
    return status;
}

int honest(const void *p, int n)
{
    int rc = -1;
    // ok: failed-check-leaves-result-good
    if (check_signature(p) != 1)
        goto out;
    flash(p);
    // ok: failed-check-leaves-result-good
    rc = 0;
    if (open_slot(n))
        goto out;
    // ok: failed-check-leaves-result-good
    if (!verify_image(p)) {
        rc = -2;
        goto out;
    }
out:
    return rc;
}
