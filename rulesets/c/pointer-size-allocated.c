#include <stdlib.h>
struct record { char text[80]; long stamp; };
struct owner { struct record *last; };

struct record *fresh(void)
{
    // ruleid: pointer-size-allocated
    struct record *r = malloc(sizeof(r));
    return r;
}

void renew(struct owner *o, size_t n)
{
    // ruleid: pointer-size-allocated
    o->last = (struct record *)calloc(n, sizeof(o->last));
}

double *number(void)
{
    double *d;
    // ruleid: pointer-size-allocated
    d = (double *)malloc(sizeof(double *));
    *d = 1.5;
    return d;
}

struct record *right(void)
{
    // ok: pointer-size-allocated
    struct record *r = malloc(sizeof(*r));
    return r;
}

struct record **list(size_t n)
{
    // ok: pointer-size-allocated
    struct record **v = malloc(n * sizeof(*v));
    return v;
}

struct record *typed(void)
{
    // ok: pointer-size-allocated
    struct record *r = malloc(sizeof(struct record));
    return r;
}
