/*
 * pool.c - random pool of the enrolment service, keys are drawn from here
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/types.h>
#include <syslog.h>
#include <unistd.h>
#include <openssl/evp.h>

#define POOL_BYTES 64
#define DRAW_MAX   1024

struct pool {
    uint8_t  state[POOL_BYTES];
    uint64_t draws;
    pid_t    owner;
    int      ready;
};

static int digest(uint8_t *out, const void *a, size_t alen, const void *b, size_t blen)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    int ok;

    if (!ctx)
        return -ENOMEM;
    ok = EVP_DigestInit_ex(ctx, EVP_sha512(), NULL) == 1 &&
         EVP_DigestUpdate(ctx, a, alen) == 1 &&
         EVP_DigestUpdate(ctx, b, blen) == 1 &&
         EVP_DigestFinal_ex(ctx, out, NULL) == 1;
    EVP_MD_CTX_free(ctx);
    return ok ? 0 : -EIO;
}

static int pool_add(struct pool *p, const void *buf, size_t len)
{
    return digest(p->state, p->state, sizeof(p->state), buf, len);
}

static int pool_seed(struct pool *p)
{
    uint8_t buf[48];
    pid_t   pid = getpid();
    int     rc;

    memset(buf, 0, sizeof(buf));
#if 0
    /* second source, once the driver for the board's generator is merged */
    if (pool_add_file(p, "/dev/hwrng") < 0)
        syslog(LOG_NOTICE, "no hardware generator");
#endif
    if (getrandom(buf, sizeof(buf), 0) != (ssize_t)sizeof(buf))
        return -EAGAIN;
    rc = pool_add(p, buf, sizeof(buf));
    if (rc)
        return rc;
    rc = pool_add(p, &pid, sizeof(pid));
    if (rc)
        return rc;
    explicit_bzero(buf, sizeof(buf));
    p->owner = pid;
    p->ready = 1;
    return 0;
}

int pool_draw(struct pool *p, uint8_t *out, size_t len)
{
    uint8_t block[POOL_BYTES];
    int     rc;

    if (len > DRAW_MAX)
        return -EINVAL;
    if (!p->ready || p->owner != getpid()) {
        rc = pool_seed(p);
        if (rc)
            return rc;
    }
    while (len > 0) {
        size_t n = len < sizeof(block) ? len : sizeof(block);

        p->draws++;
        rc = digest(block, p->state, sizeof(p->state), &p->draws, sizeof(p->draws));
        if (rc)
            return rc;
        memcpy(out, block, n);
        out += n;
        len -= n;
    }
    explicit_bzero(block, sizeof(block));
    return pool_add(p, &p->draws, sizeof(p->draws));
}

int make_device_key(struct pool *p, const char *path)
{
    uint8_t key[32];
    FILE   *fp;
    int     rc = pool_draw(p, key, sizeof(key));

    if (rc) {
        syslog(LOG_ERR, "no key: %s", strerror(-rc));
        return rc;
    }
    fp = fopen(path, "wx");
    if (!fp)
        return -errno;
    if (fwrite(key, 1, sizeof(key), fp) != sizeof(key))
        rc = -EIO;
    if (fclose(fp))
        rc = -errno;
    explicit_bzero(key, sizeof(key));
    return rc;
}
