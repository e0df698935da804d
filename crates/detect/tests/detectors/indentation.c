#include <string.h>

struct head {
    char magic[8];
    unsigned int size;
    int level;
};

extern int flash(const struct head *h);
extern void note(const char *text);

int check(const struct head *h)
{
    int rc = -1;

    // ruleid: statement-indented-as-if-guarded
    if (memcmp(h->magic, "UNITFW", 6) != 0)
        rc = -2;
        goto out;
    if (h->size > 4096)
        goto out;
    rc = 0;
out:
    return rc;
}

int enter(struct head *h, int good)
{
    // ruleid: statement-indented-as-if-guarded
    if (good)
        note(h->magic);
        h->level = 3;
    return h->level;
}

int install(struct head *h)
{
    int bad = check(h);

    // ruleid: statement-indented-as-if-guarded
    if (bad)
        h->size = 0;
        return flash(h);
}

int enter_clean(struct head *h, int good)
{
    // ok: statement-indented-as-if-guarded
    if (good)
        note(h->magic);
    h->level = 0;
    // ok: statement-indented-as-if-guarded
    if (good) {
        note(h->magic);
        h->level = 3;
    }
    return h->level;
}

int long_call(struct head *h, int good)
{
    // ok: statement-indented-as-if-guarded
    if (good)
        h->level = memcmp(h->magic, "UNITFW",
                          sizeof(h->magic));
    else
        h->level = 0;
    return h->level;
}

int choose(struct head *h, int good)
{
    if (good > 1) {
        h->level = 1;
    // ruleid: statement-indented-as-if-guarded
    } else if (good)
        note(h->magic);
        h->level = 2;
    // ok: statement-indented-as-if-guarded
    if (good) note(h->magic);
    h->level = 4;
    // ok: statement-indented-as-if-guarded
    if (good)
        note(h->magic);
#ifdef TRACE
        note("good");
#endif
    // ok: statement-indented-as-if-guarded
    if (good)
        note(h->magic); else
        note("bad");
    return 0;
}
