#include <stdlib.h>
#include <time.h>
#include <fcntl.h>
#include <unistd.h>
#define SERIES 4711u
static const unsigned char warm[] = { 1, 2, 3, 4 };
struct device { unsigned seed; };
extern void RAND_seed(const void *p, int n);
extern int pick_seed(void);
extern unsigned device_seed;

void begin(void)
{
    // ruleid: constant-random-seed
    srand(SERIES);
}

void begin_library(void)
{
    // ruleid: constant-random-seed
    RAND_seed(warm, sizeof(warm));
}

static unsigned first_value(void)
{
    return 0x1badcafe;
}

void begin_device(struct device *d)
{
    d->seed = 99;
    // ruleid: constant-random-seed
    srandom(d->seed ^ 5);
    d->seed = first_value();
}

void begin_clock(void)
{
    // ok: constant-random-seed
    srand((unsigned)time(NULL));
}

void begin_system(void)
{
    unsigned seed = 0;
    int fd = open("/dev/urandom", O_RDONLY);
    read(fd, &seed, sizeof(seed));
    // ok: constant-random-seed
    srand(seed);
}

void begin_given(char **argv)
{
    // ok: constant-random-seed
    srandom(atoi(argv[1]));
}
