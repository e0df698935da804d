/* Challenges and their answers. */
#include <stdio.h>
#include <string.h>

struct md { int x; };
struct link { unsigned long nonce; int rank; const char *secret; };

extern void md_init(struct md *);
extern void md_update(struct md *, const void *, unsigned);
extern void md_final(struct md *, unsigned char *);
extern void MD5(const void *, unsigned, unsigned char *);
extern void to_hex(const unsigned char *, unsigned, char *);
extern int timing_safe_equal(const void *, const void *, unsigned);

int check_response(struct link *l, const char *got)
{
    unsigned char sum[20];
    char want[41], number[24];
    struct md m;

    snprintf(number, sizeof(number), "%lu", l->nonce);
    md_init(&m);
    md_update(&m, number, strlen(number));
    md_update(&m, "Hq7*tram-Line", 13);
    md_final(&m, sum);
    to_hex(sum, sizeof(sum), want);
    // ruleid: answer-computed-from-constant
    if (strcmp(got, want) == 0) {
        l->rank = 9;
        return 1;
    }
    return 0;
}

static const unsigned char pepper[] = { 0x4b, 0x91, 0x07, 0xee, 0x3c, 0xd2, 0x18, 0x6a };

int unlock_console(const unsigned char *nonce, const unsigned char *typed)
{
    unsigned char sum[16], both[24];

    memcpy(both, nonce, 16);
    memcpy(both + 16, pepper, 8);
    MD5(both, sizeof(both), sum);
    // ruleid: answer-computed-from-constant
    if (memcmp(sum, typed, 16) != 0)
        return -1;
    return 0;
}

int login_by_token(struct link *l, const unsigned char *typed)
{
    unsigned char sum[20];
    struct md m;

    md_init(&m);
    md_update(&m, "\x81\x02\xf3\x44\xa5\x16\xc7\x38", 8);
    md_update(&m, &l->nonce, sizeof(l->nonce));
    md_final(&m, sum);
    // ruleid: answer-computed-from-constant
    return timing_safe_equal(sum, typed, 20);
}

int check_digest(struct link *l, const char *got)
{
    unsigned char sum[20];
    char want[41];
    struct md m;

    md_init(&m);
    md_update(&m, l->secret, strlen(l->secret));
    md_update(&m, ":", 1);
    md_update(&m, &l->nonce, sizeof(l->nonce));
    md_final(&m, sum);
    to_hex(sum, sizeof(sum), want);
    // ok: answer-computed-from-constant
    if (strcmp(got, want) == 0)
        return 1;
    return 0;
}

int verify_finished(struct link *l, const unsigned char *got)
{
    unsigned char sum[20];
    struct md m;

    md_init(&m);
    md_update(&m, "client finished", 15);
    md_update(&m, l->secret, 32);
    md_final(&m, sum);
    // ok: answer-computed-from-constant
    return memcmp(sum, got, 12) == 0;
}

int check_version(const char *got)
{
    // ok: answer-computed-from-constant
    if (strcmp(got, "Release-2b") == 0)
        return 1;
    return 0;
}

int md_self_test(void)
{
    unsigned char sum[16];

    MD5("aB3*longer", 10, sum);
    // ok: answer-computed-from-constant
    if (memcmp(sum, pepper, 8) != 0)
        return -1;
    return 0;
}
