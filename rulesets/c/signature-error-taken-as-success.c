#include <openssl/evp.h>
#include <openssl/x509.h>

extern int accept_image(void);

int check(EVP_MD_CTX *ctx, const unsigned char *sig, size_t n)
{
    // ruleid: signature-error-taken-as-success
    if (!EVP_DigestVerifyFinal(ctx, sig, n))
        return -1;
    return accept_image();
}

int check_old(EVP_MD_CTX *ctx, const unsigned char *sig, unsigned n, EVP_PKEY *key)
{
    // ruleid: signature-error-taken-as-success
    if (EVP_VerifyFinal(ctx, sig, n, key)) {
        return accept_image();
    }
    return -1;
}

int check_curve(const unsigned char *digest, const ECDSA_SIG *sig, EC_KEY *key)
{
    int rc;

    // ruleid: signature-error-taken-as-success
    if ((rc = ECDSA_do_verify(digest, 32, sig, key)) != 0)
        return accept_image();
    return rc;
}

int check_clean(EVP_MD_CTX *ctx, const unsigned char *sig, size_t n)
{
    // ok: signature-error-taken-as-success
    if (EVP_DigestVerifyFinal(ctx, sig, n) != 1)
        return -1;
    return accept_image();
}

int check_positive(X509_STORE_CTX *store)
{
    // ok: signature-error-taken-as-success
    if (X509_verify_cert(store) <= 0)
        return -1;
    return 0;
}

int begin(EVP_MD_CTX *ctx, EVP_PKEY *key)
{
    // ok: signature-error-taken-as-success
    if (!EVP_DigestVerifyInit(ctx, NULL, EVP_sha256(), NULL, key))
        return -1;
    return 0;
}
