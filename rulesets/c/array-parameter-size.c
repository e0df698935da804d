#include <string.h>
#include <stdio.h>
#define NAME 32

void clear(unsigned char key[32])
{
    // ruleid: array-parameter-size
    memset(key, 0, sizeof(key));
}

int same(const char mac[16], const char *want)
{
    // ruleid: array-parameter-size
    return memcmp(mac, want, sizeof mac) == 0;
}

void title(int n, char out[NAME])
{
    // ruleid: array-parameter-size
    snprintf(out, sizeof(out), "%d", n);
}

void local(void)
{
    char key[32];
    // ok: array-parameter-size
    memset(key, 0, sizeof(key));
}

int first(const char names[4])
{
    // ok: array-parameter-size
    return sizeof(names[0]);
}

void given(char *out, size_t size)
{
    // ok: array-parameter-size
    snprintf(out, size, "x");
}
