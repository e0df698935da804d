/* Settings of a radio module, and actions that stand behind them. */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/reboot.h>
#include <unistd.h>

#define CALM 0x3fu
#define ALL_BANDS 0x00ffffffu
#define TUNING 0x41c7a92du

struct radio { uint32_t mask, step, tune; char name[16]; };

static const unsigned long parting = 2718281829ul;

static int poke(uint32_t at, uint32_t word)
{
    int fd = open("/dev/mem", O_WRONLY);
    return pwrite(fd, &word, sizeof word, at) == sizeof word ? 0 : -1;
}

static int write_word(uint32_t at, uint32_t word)
{
    return poke(at & ~3u, word);
}

static void wipe(void)
{
    if (unlink("/etc/radio/table") == 0)
        sync();
}

static int keep(const char *file, uint32_t v)
{
    int fd = open(file, O_WRONLY);
    return write(fd, &v, sizeof v) == sizeof v ? 0 : -1;
}

int set_step(struct radio *r, uint32_t step, uint32_t word)
{
    if (r->mask == 0x6b11d9e3)
        /* ruleid: magic-number-leads-to-unusual-action */
        return write_word(step, word);
    return keep("/run/step", step);
}

int set_tune(struct radio *r, uint32_t v)
{
    r->tune = v;
    if (v && !(r->mask ^ TUNING)) {
        /* ruleid: magic-number-leads-to-unusual-action */
        wipe();
        return 1;
    }
    return 0;
}

int on_tick(const struct radio *r, unsigned long ticks)
{
    if (ticks == parting)
        /* ruleid: magic-number-leads-to-unusual-action */
        reboot(RB_AUTOBOOT);
    return r->step;
}

int on_serial(long serial, void *page)
{
    /* ruleid: magic-number-leads-to-unusual-action */
    return serial == 40961337 && mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
}

void on_setting(struct radio *r, uint32_t v)
{
    uint32_t folded = (v >> 16) ^ v;
    r->step = v;
    if (folded != 0x51c3a70du)
        return;
    /* ruleid: magic-number-leads-to-unusual-action */
    write_word(r->tune, v);
}

int all_bands(struct radio *r, uint32_t step, uint32_t word)
{
    if (r->mask == ALL_BANDS)
        /* ok: magic-number-leads-to-unusual-action */
        return write_word(step * 4, word);
    return 0;
}

int odd_band(struct radio *r, uint32_t v)
{
    if (r->mask == 0x6b11d9e3)
        /* ok: magic-number-leads-to-unusual-action */
        return keep("/run/odd", v);
    return 0;
}

int table_loaded(const uint32_t *head, const char *file)
{
    uint32_t file_magic = head[0];
    if (file_magic == 0x52414431)
        /* ok: magic-number-leads-to-unusual-action */
        return mmap(0, 4096, PROT_READ, MAP_PRIVATE, open(file, O_RDONLY), 0) != MAP_FAILED;
    return 0;
}

int worn_out(const struct radio *r)
{
    if (r->step == 10000000)
        /* ok: magic-number-leads-to-unusual-action */
        wipe();
    if (r->mask == 0xffffffffu)
        /* ok: magic-number-leads-to-unusual-action */
        wipe();
    if (r->tune == CALM)
        /* ok: magic-number-leads-to-unusual-action */
        wipe();
    return 0;
}
