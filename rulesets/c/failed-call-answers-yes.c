#include <errno.h>
#include <stdbool.h>

struct cert;
struct text { int size; };

extern int get_text(struct cert *, struct text *);
extern int get_flag(struct cert *);
extern int same(struct text *, struct text *);
extern void free_text(struct text *);
extern int go_on(struct cert *);

static int issuer_is_ca(struct cert *one, struct cert *two)
{
    struct text a = { 0 }, b = { 0 };
    int rc;

    if (get_flag(two) & 8)
        return 0;
    if ((rc = get_text(one, &a)) < 0)
        return rc;
    rc = get_text(two, &b);
    if (rc < 0) {
        free_text(&a);
        goto out;
    }
    rc = same(&a, &b);
    if (rc)
        rc = 1;
out:
    free_text(&a);
    free_text(&b);
    return rc;
}

int step(struct cert *one, struct cert *two)
{
    // ruleid: failed-call-answers-yes
    if (!issuer_is_ca(one, two))
        return 0;
    return go_on(one);
}

static int verify_image(struct cert *c)
{
    struct text t;

    if (get_text(c, &t) != 0)
        return -EINVAL;
    if (t.size < 4)
        return 0;
    return 1;
}

int boot(struct cert *c)
{
    // ruleid: failed-call-answers-yes
    if (!verify_image(c)) {
        free_text(0);
        return -1;
    }
    return go_on(c);
}

static int is_trusted(struct cert *c)
{
    int state = get_flag(c);

    if (state < 0)
        return state;
    return state == 3;
}

int open_door(struct cert *c)
{
    // ruleid: failed-call-answers-yes
    if (c && is_trusted(c))
        return go_on(c);
    return 0;
}

int careful(struct cert *c)
{
    // ok: failed-call-answers-yes
    if (verify_image(c) <= 0)
        return 0;
    return go_on(c);
}

int exact(struct cert *c)
{
    // ok: failed-call-answers-yes
    if (verify_image(c) == 1)
        return go_on(c);
    return 0;
}

static bool check_name(struct cert *c)
{
    int rc = get_flag(c);

    if (rc < 0)
        return false;
    return rc == 1;
}

int named(struct cert *c)
{
    // ok: failed-call-answers-yes
    if (!check_name(c))
        return 0;
    return go_on(c);
}

static int verify_zero_is_good(struct cert *c)
{
    int rc = get_flag(c);

    if (rc < 0)
        return rc;
    return 0;
}

int zero(struct cert *c)
{
    // ok: failed-call-answers-yes
    if (verify_zero_is_good(c))
        return -1;
    return go_on(c);
}

static int check_issuer_label(struct cert *one)
{
    struct text a = { 0 };
    int rc;

    rc = get_text(one, &a);
    if (rc < 0)
        goto fail;
    if (a.size > 4) {
        rc = 1;
        goto out;
    }
fail:
    rc = 0;
out:
    free_text(&a);
    return rc;
}

int labelled(struct cert *one)
{
    // ok: failed-call-answers-yes
    if (!check_issuer_label(one))
        return 0;
    return go_on(one);
}

int setup_error(struct cert *c)
{
    // ok: failed-call-answers-yes
    if (verify_image(c)) {
        free_text(0);
        return -1;
    }
    return go_on(c);
}
