#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

enum weight { LIGHT, MIDDLE, HEAVY };

extern enum weight weigh(int error);
extern int tolerated(const int *list, int error);
extern int pinned(X509_STORE_CTX *store);
extern void note(const char *text, int value);

static const int soft[] = { X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_CERT_NOT_YET_VALID, 0 };

// ruleid: verify-callback-fails-open
static int weighed(int good, X509_STORE_CTX *store)
{
    enum weight w;

    if (good)
        return 1;
    w = weigh(X509_STORE_CTX_get_error(store));
    note("weight", w);
    return w < HEAVY;
}

static int either_way(int ok, X509_STORE_CTX *ctx)
{
    int err = X509_STORE_CTX_get_error(ctx);

    note("error", err);
    // ruleid: verify-callback-fails-open
    return ok || tolerated(soft, err);
}

// ruleid: verify-callback-fails-open
static int revoked_only(int preverified, X509_STORE_CTX *ctx)
{
    if (!preverified) {
        int err = X509_STORE_CTX_get_error(ctx);

        note("error", err);
        if (err == X509_V_ERR_CERT_REVOKED)
            return 0;
    }
    return 1;
}

// ruleid: verify-callback-fails-open
static int counted(int ok, X509_STORE_CTX *ctx)
{
    static int bad;

    if (!ok)
        note("so many", ++bad);
    return 1;
}

// ruleid: verify-callback-fails-open
static int whole_chain(X509_STORE_CTX *ctx, void *arg)
{
    note(arg, sk_X509_num(X509_STORE_CTX_get0_untrusted(ctx)));
    return 1;
}

static int softer(void *arg, mbedtls_x509_crt *crt, int depth, uint32_t *flags)
{
    if (depth > 0)
        // ruleid: verify-callback-fails-open
        *flags &= ~(MBEDTLS_X509_BADCERT_NOT_TRUSTED | MBEDTLS_X509_BADCERT_EXPIRED);
    return 0;
}

int connected(SSL *ssl)
{
    long result = SSL_get_verify_result(ssl);

    // ruleid: verify-callback-fails-open
    if (result != X509_V_OK)
        note("peer", (int)result);
    return SSL_get_fd(ssl);
}

int connected_strictly(SSL *ssl)
{
    // ok: verify-callback-fails-open
    if (SSL_get_verify_result(ssl) != X509_V_OK) {
        note("peer", 0);
        return -1;
    }
    return SSL_get_fd(ssl);
}

// ok: verify-callback-fails-open
static int hands_on(int good, X509_STORE_CTX *store)
{
    if (!good)
        note("weight", weigh(X509_STORE_CTX_get_error(store)));
    return good;
}

// ok: verify-callback-fails-open
static int stricter(int ok, X509_STORE_CTX *ctx)
{
    if (!ok) {
        note("error", X509_STORE_CTX_get_error(ctx));
        return 0;
    }
    if (X509_STORE_CTX_get_error_depth(ctx) > 2)
        return 0;
    return 1;
}

// ok: verify-callback-fails-open
static int and_pinned(int ok, X509_STORE_CTX *ctx)
{
    return ok && pinned(ctx);
}

// ok: verify-callback-fails-open
static int kept(int ok, X509_STORE_CTX *ctx)
{
    int answer = ok;

    if (answer && !pinned(ctx))
        answer = 0;
    return answer;
}

// ok: verify-callback-fails-open
static int chain_checked(X509_STORE_CTX *ctx, void *arg)
{
    if (X509_verify_cert(ctx) != 1)
        return 0;
    note(arg, 1);
    return 1;
}

static int without_clock(void *arg, mbedtls_x509_crt *crt, int depth, uint32_t *flags)
{
    // ok: verify-callback-fails-open
    *flags &= ~(MBEDTLS_X509_BADCERT_EXPIRED | MBEDTLS_X509_BADCERT_FUTURE);
    return 0;
}

// ruleid: verify-callback-fails-open
static int other_library(int preverify, WOLFSSL_X509_STORE_CTX *store)
{
    if (preverify == 0)
        note("error", store->error);
    return 1;
}
