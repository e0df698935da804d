#include <stdlib.h>
#include <unistd.h>

struct package {
    int skip_verify;
    int length;
    char *name;
};

extern int check_tag(const struct package *p);
extern int verify_image_signature(const struct package *p);
extern int flash(const struct package *p);
extern void note(const char *text);

int install(struct package *p)
{
    // ruleid: environment-decides-on-check
    if (getenv("UNIT_BENCH") == NULL && p->length > 0) {
        if (check_tag(p) != 0)
            return -1;
    }
    return flash(p);
}

int install_marked(struct package *p)
{
    // ruleid: environment-decides-on-check
    if (access("/data/.plant", F_OK) != 0) {
        note("checking");
        if (verify_image_signature(p))
            return 2;
    }
    return flash(p);
}

int install_flagged(struct package *p)
{
    int rc = 0;

    // ruleid: environment-decides-on-check
    if (!p->skip_verify)
        rc = verify_image_signature(p);
    return rc ? rc : flash(p);
}

int install_clean(struct package *p)
{
    // ok: environment-decides-on-check
    if (getenv("UNIT_VERBOSE") == NULL)
        note("installing");
    if (check_tag(p) != 0)
        return -1;
    return flash(p);
}

int install_sized(struct package *p)
{
    // ok: environment-decides-on-check
    if (p->length > 64) {
        if (check_tag(p) != 0)
            return -1;
        return flash(p);
    }
    return -1;
}

int prepared(struct package *p)
{
    // ok: environment-decides-on-check
    if (!p->name)
        return verify_image_signature(p);
    return 0;
}
