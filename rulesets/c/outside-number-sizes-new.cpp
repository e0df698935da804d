#include <cstdlib>
#include <iostream>
#include <vector>
#include <arpa/inet.h>
struct item { long a, b; };

item *table(const unsigned *wire)
{
    unsigned n = ntohl(*wire);
    // ruleid: outside-number-sizes-new
    return new item[n];
}

int *ask()
{
    int count;
    std::cin >> count;
    // ruleid: outside-number-sizes-new
    return new int[count + 1];
}

void setting(std::vector<item> &v)
{
    int n = atoi(getenv("ITEMS"));
    // ruleid: outside-number-sizes-new
    v.resize(n);
}

item *limited(const unsigned *wire)
{
    unsigned n = ntohl(*wire);
    if (n > 64)
        return nullptr;
    // ok: outside-number-sizes-new
    return new item[n];
}

item *fixed()
{
    // ok: outside-number-sizes-new
    return new item[16];
}

item *counted(const std::vector<item> &v)
{
    // ok: outside-number-sizes-new
    return new item[v.size()];
}
