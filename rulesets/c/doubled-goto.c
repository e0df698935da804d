extern int hash_update(void *h, const void *data);
extern int hash_final(void *h, void *out);
extern int raw_verify(const void *key, const void *digest);
extern void release(void *h);

int check_exchange(void *h, const void *key, const void *params)
{
    unsigned char digest[32];
    int err;

    if ((err = hash_update(h, key)) != 0)
        goto done;
    // ruleid: doubled-goto
    if ((err = hash_update(h, params)) != 0)
        goto done;
        goto done;
    if ((err = hash_final(h, digest)) != 0)
        goto done;
    err = raw_verify(key, digest);
done:
    release(h);
    return err;
}

int check_header(void *h, const unsigned char *header)
{
    int rc = -1;

    // ruleid: doubled-goto
    if (header[0] != 'U') {
        goto out;
    }
    goto out;
    rc = raw_verify(h, header);
out:
    return rc;
}

int check_chain(void *h, int n)
{
    int bad = 0;

    while (n--) {
        bad = hash_update(h, h);
        // ruleid: doubled-goto
        if (bad) goto fail; goto fail;
        bad |= hash_final(h, h);
    }
    return 0;
fail:
    return bad;
}

int check_exchange_clean(void *h, const void *key)
{
    int err;

    // ok: doubled-goto
    if ((err = hash_update(h, key)) != 0)
        goto done;
    // ok: doubled-goto
    if ((err = raw_verify(key, h)) != 0)
        goto done;
done:
    return err;
}

int two_labels(void *h, int n)
{
    // ok: doubled-goto
    if (n)
        goto again;
    goto done;
again:
    hash_update(h, h);
done:
    return n;
}

int else_branch(void *h, int n)
{
    // ok: doubled-goto
    if (n)
        goto done;
    else
        hash_update(h, h);
done:
    return n;
}

extern int compare_tag(const unsigned char *a, const unsigned char *b);
extern int compare_name(const char *a, const char *b);
extern void keep(int *error, int value);

int accept_part(const unsigned char *a, const unsigned char *b, int *error)
{
    // ruleid: doubled-goto
    if (compare_tag(a, b)) {
        keep(error, -1);
        goto finish;
    }
    goto finish;
    if (compare_tag(a, b + 16))
        keep(error, -2);
finish:
    return *error;
}

int accept_name(const char *a, const char *b)
{
    // ruleid: doubled-goto
    if (compare_name(a, b))
        return 0;
        return 0;
    return compare_name(a + 8, b);
}
