#include <stdio.h>
#include <string.h>

struct keys {
    unsigned char session[32];
};

void forget(struct keys *k)
{
    // ruleid: pointer-size-as-bound
    memset(k, 0, sizeof(k));
}

void set_name(char *out, const char *name)
{
    // ruleid: pointer-size-as-bound
    strncpy(out, name, sizeof(out) - 1);
    // ruleid: pointer-size-as-bound
    snprintf(out, sizeof(out), "%s", name);
}

int same(const unsigned char *mac, const unsigned char *other)
{
    // ruleid: pointer-size-as-bound
    return memcmp(mac, other, sizeof(other)) == 0;
}

void forget_all(struct keys *k)
{
    // ok: pointer-size-as-bound
    memset(k, 0, sizeof(*k));
}

void local_name(const char *name)
{
    char out[16];

    // ok: pointer-size-as-bound
    strncpy(out, name, sizeof(out) - 1);
    // ok: pointer-size-as-bound
    memset(out, 0, sizeof(out));
}

void table(char **rows, int n)
{
    // ok: pointer-size-as-bound
    memset(rows, 0, n * sizeof(char *));
}
