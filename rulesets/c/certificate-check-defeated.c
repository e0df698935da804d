#include <openssl/ssl.h>

static int seen_all(int pre, X509_STORE_CTX *ctx)
{
    log_depth(ctx);
    return 1;
}

static int strict(int pre, X509_STORE_CTX *ctx)
{
    if (!pre)
        log_depth(ctx);
    return pre;
}

static int no_flags(void *p, mbedtls_x509_crt *crt, int depth, uint32_t *flags)
{
    (void)p;
    *flags = 0;
    return 0;
}

void by_callback(SSL_CTX *c)
{
    // ruleid: certificate-check-defeated
    SSL_CTX_set_verify(c, SSL_VERIFY_PEER, seen_all);
}

void by_callback_mbed(mbedtls_ssl_config *c)
{
    // ruleid: certificate-check-defeated
    mbedtls_ssl_conf_verify(c, no_flags, NULL);
}

void by_variable(SSL_CTX *c, int lab)
{
    int mode = SSL_VERIFY_PEER;

    if (lab)
        mode = SSL_VERIFY_NONE;
    // ruleid: certificate-check-defeated
    SSL_CTX_set_verify(c, mode, NULL);
}

void by_choice(SSL_CTX *c, int lab)
{
    // ruleid: certificate-check-defeated
    SSL_CTX_set_verify(c, lab ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, strict);
}

void by_result(SSL *s)
{
    // ruleid: certificate-check-defeated
    SSL_set_verify_result(s, X509_V_OK);
}

void curl(CURL *h, int lab)
{
    long check = lab ? 0L : 1L;

    // ruleid: certificate-check-defeated
    curl_easy_setopt(h, CURLOPT_SSL_VERIFYPEER, check);
}

void clean(SSL_CTX *c, CURL *h, SSL *s, long err)
{
    int mode = SSL_VERIFY_PEER;

    // ok: certificate-check-defeated
    SSL_CTX_set_verify(c, SSL_VERIFY_PEER, strict);
    // ok: certificate-check-defeated
    SSL_CTX_set_verify(c, mode, NULL);
    // ok: certificate-check-defeated
    curl_easy_setopt(h, CURLOPT_SSL_VERIFYHOST, 2L);
    // ok: certificate-check-defeated
    SSL_set_verify_result(s, err);
}
