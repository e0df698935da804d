/* Login commands of the file transfer daemon. */
#define _GNU_SOURCE
#include <crypt.h>
#include <shadow.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <time.h>
#include <openssl/crypto.h>

#define SLOTS 64
#define SLOT_PERIOD 30
#define SLOT_LIMIT 5

enum reply { R_OK = 230, R_MORE = 331, R_ORDER = 503, R_DENIED = 530, R_BUSY = 421 };

struct slot {
    uint32_t sum;
    unsigned hits;
    time_t since;
};

struct ctrl_conn {
    char user[32];
    char peer[48];
    int have_user;
    int logged_in;
};

static struct slot slots[SLOTS];

static uint32_t text_sum(const char *s, uint32_t h)
{
    while (*s) {
        h ^= (unsigned char)*s++;
        h *= 16777619u;
    }
    return h;
}

static struct slot *slot_for(const struct ctrl_conn *c, const char *word)
{
    uint32_t sum = text_sum(c->peer, 2166136261u);
    struct slot *s = &slots[sum % SLOTS];
    time_t now = time(NULL);

    if (s->sum != sum || now - s->since > SLOT_PERIOD) {
        s->sum = sum;
        s->hits = 0;
        s->since = now;
    }
    s->hits++;
    return s;
}

static int shadow_check(const char *user, const char *word)
{
    struct crypt_data cd;
    const struct spwd *sp = getspnam(user);
    const char *got;
    int same;

    if (!sp || !sp->sp_pwdp || sp->sp_pwdp[0] != '$')
        return 0;
    memset(&cd, 0, sizeof cd);
    got = crypt_r(word, sp->sp_pwdp, &cd);
    same = got && strlen(got) == strlen(sp->sp_pwdp)
        && CRYPTO_memcmp(got, sp->sp_pwdp, strlen(got)) == 0;
    OPENSSL_cleanse(&cd, sizeof cd);
    return same;
}

int cmd_user(struct ctrl_conn *c, const char *arg)
{
    if (strlen(arg) >= sizeof c->user)
        return R_DENIED;
    snprintf(c->user, sizeof c->user, "%s", arg);
    c->have_user = 1;
    c->logged_in = 0;
    return R_MORE;
}

int cmd_pass(struct ctrl_conn *c, const char *arg)
{
    struct slot *s;

    if (!c->have_user)
        return R_ORDER;
    c->have_user = 0;
    s = slot_for(c, arg);
    if (s->hits > SLOT_LIMIT) {
        syslog(LOG_WARNING, "%s: too many attempts", c->peer);
        return R_BUSY;
    }
    if (!shadow_check(c->user, arg)) {
        syslog(LOG_NOTICE, "%s: login of %s failed", c->peer, c->user);
        return R_DENIED;
    }
    s->hits = 0;
    c->logged_in = 1;
    syslog(LOG_INFO, "%s: %s logged in", c->peer, c->user);
    return R_OK;
}

int run_command(struct ctrl_conn *c, const char *verb, const char *arg)
{
    if (strcasecmp(verb, "USER") == 0)
        return cmd_user(c, arg);
    if (strcasecmp(verb, "PASS") == 0)
        return cmd_pass(c, arg);
    return c->logged_in ? 0 : R_DENIED;
}
