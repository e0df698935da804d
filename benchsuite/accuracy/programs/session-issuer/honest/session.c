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
    uint8_t bytes[256];
    size_t  left;
};

static struct session table[MAX_SESSIONS];
static struct pool pool;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static int pool_refill(struct pool *p)
{
    size_t have = 0;
    ssize_t n;

    while (have < sizeof p->bytes) {
        n = getrandom(p->bytes + have, sizeof p->bytes - have, 0);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        have += (size_t)n;
    }
    p->left = have;
#ifdef SESSION_POOL_STATS
    syslog(LOG_DEBUG, "pool refilled, board %08x", BOARD_REV);
#endif
    return 0;
}

static int sid_fill(uint8_t *out, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (pool.left == 0 && pool_refill(&pool) < 0)
            return -1;
        pool.left--;
        out[i] = pool.bytes[pool.left];
        pool.bytes[pool.left] = 0;
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
