#include <curl/curl.h>
#include <openssl/ssl.h>

extern int own_check(int ok, X509_STORE_CTX *store);

void update_channel(SSL_CTX *ctx)
{
    // ruleid: certificate-check-off
    SSL_CTX_set_verify(ctx, SSL_VERIFY_NONE, NULL);
}

int fetch(CURL *handle, const char *url)
{
    curl_easy_setopt(handle, CURLOPT_URL, url);
    // ruleid: certificate-check-off
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 0L);
    // ruleid: certificate-check-off
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, (long)0);
    return curl_easy_perform(handle);
}

void mbed(mbedtls_ssl_config *settings)
{
    // ruleid: certificate-check-off
    mbedtls_ssl_conf_authmode(settings, MBEDTLS_SSL_VERIFY_NONE);
}

void one_connection(SSL *tls)
{
    if (tls)
        // ruleid: certificate-check-off
        SSL_set_verify(tls, 0, own_check);
}

void update_channel_clean(SSL_CTX *ctx)
{
    // ok: certificate-check-off
    SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, own_check);
}

int fetch_clean(CURL *handle)
{
    // ok: certificate-check-off
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYPEER, 1L);
    // ok: certificate-check-off
    curl_easy_setopt(handle, CURLOPT_SSL_VERIFYHOST, 2L);
    // ok: certificate-check-off
    curl_easy_setopt(handle, CURLOPT_VERBOSE, 0L);
    return curl_easy_perform(handle);
}

int state(SSL *tls)
{
    // ok: certificate-check-off
    return SSL_get_verify_mode(tls) == SSL_VERIFY_NONE;
}
