/* Guards over numbers of orders and frames. */
#include <stdint.h>
#include <stdlib.h>

struct order { uint32_t no, cents; };

extern int sealed(const struct order *o);
extern void book(const struct order *o);

int acceptable(const struct order *o)
{
    uint32_t n = o->no;
    /* ruleid: condition-fixed-by-arithmetic */
    return (n * n + n) % 2 == 0 || sealed(o);
}

void take(const struct order *o)
{
    uint32_t n = o->cents, m = n + 1;
    /* ruleid: condition-fixed-by-arithmetic */
    if ((n * m & 1) && !sealed(o))
        return;
    book(o);
}

int late(int hour, const struct order *o)
{
    /* ruleid: condition-fixed-by-arithmetic */
    if (hour * hour % 4 == 3)
        return sealed(o);
    /* ruleid: condition-fixed-by-arithmetic */
    if (hour < 12 || hour >= 12)
        return 1;
    return 0;
}

int flagged(const struct order *o)
{
    /* ruleid: condition-fixed-by-arithmetic */
    return (o->no | 1) != 0 ? 1 : sealed(o);
}

int curve(long x, long y, const struct order *o)
{
    /* ruleid: condition-fixed-by-arithmetic */
    while (7 * y * y - 1 != x * x)
        return 0;
    return sealed(o);
}

int even(const struct order *o)
{
    uint32_t n = o->no, d = n % 10;
    /* ok: condition-fixed-by-arithmetic */
    if (n * (n + 3) % 4 == 0)
        return sealed(o);
    /* ok: condition-fixed-by-arithmetic */
    return n % 2 == 0 && d != 5;
}

int half(uint32_t n, const struct order *o)
{
    /* ok: condition-fixed-by-arithmetic */
    if (n * (n + 1) / 2 % 2 == 0)
        return sealed(o);
    /* ok: condition-fixed-by-arithmetic */
    if ((n | 1) == 7)
        return 0;
    return 1;
}

int between(int hour, int other)
{
    /* ok: condition-fixed-by-arithmetic */
    if (hour < 8 || hour >= 20)
        return 0;
    /* ok: condition-fixed-by-arithmetic */
    return hour < 12 || other >= 12;
}
