#include <openssl/ssl.h>

extern int name_matches(X509 *certificate, const char *name);
extern int report(const char *text);

// ruleid: verify-callback-always-accepts
static int verify_callback(int preverified, X509_STORE_CTX *store)
{
    return 1;
}

// ruleid: verify-callback-always-accepts
int update_cert_verify_cb(X509_STORE_CTX *store, void *unused)
{
    (void)unused;
    report("certificate seen");
    return 1;
}

// ruleid: verify-callback-always-accepts
static bool check_hostname_cb(const char *host, void *certificate) { return true; }

// ok: verify-callback-always-accepts
static int strict_verify_callback(int preverified, X509_STORE_CTX *store)
{
    if (!preverified)
        report("bad certificate");
    return preverified;
}

// ok: verify-callback-always-accepts
static int peer_verify_cb(int preverified, X509_STORE_CTX *store)
{
    int depth = X509_STORE_CTX_get_error_depth(store);

    if (depth > 3)
        return 0;
    return preverified;
}

// ok: verify-callback-always-accepts
static int always_ready(void)
{
    return 1;
}

// ok: verify-callback-always-accepts
int certificate_cb(X509 *certificate, const char *name)
{
    return name_matches(certificate, name);
}
