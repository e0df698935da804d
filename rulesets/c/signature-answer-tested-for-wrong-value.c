/* Answers of checks, and what is made of them. */
#include <stdint.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

struct pack { const uint8_t *body; size_t n; uint8_t sig[256]; uint8_t digest[32]; };

static int seal_answer(EVP_MD_CTX *md, const struct pack *p)
{
    int rc = -12;
    if (EVP_DigestVerifyUpdate(md, p->body, p->n) == 1)
        rc = EVP_DigestVerifyFinal(md, p->sig, sizeof p->sig);
    return rc;
}

int install(EVP_MD_CTX *md, const struct pack *p)
{
    /* ruleid: signature-answer-tested-for-wrong-value */
    if (seal_answer(md, p) < 0)
        return -1;
    return write_slot(p->body, p->n);
}

int licence(EVP_PKEY_CTX *ctx, const uint8_t *hash, const struct pack *p)
{
    int answer = EVP_PKEY_verify(ctx, p->sig, 256, hash, 32);
    /* ruleid: signature-answer-tested-for-wrong-value */
    return answer != -1;
}

int boot(RSA *key, const struct pack *p)
{
    int fine;
    /* ruleid: signature-answer-tested-for-wrong-value */
    fine = RSA_verify(NID_sha256, p->digest, 32, p->sig, 256, key) >= 0;
    return fine ? jump(p->body) : -1;
}

static int sealed(EVP_MD_CTX *md, const struct pack *p)
{
    return EVP_DigestVerifyFinal(md, p->sig, sizeof p->sig) == 1 ? 0 : -22;
}

int install_right(EVP_MD_CTX *md, const struct pack *p)
{
    /* ok: signature-answer-tested-for-wrong-value */
    if (sealed(md, p) < 0)
        return -1;
    return write_slot(p->body, p->n);
}

int told_apart(EVP_PKEY_CTX *ctx, const uint8_t *hash, const struct pack *p)
{
    int answer = EVP_PKEY_verify(ctx, p->sig, 256, hash, 32);
    /* ok: signature-answer-tested-for-wrong-value */
    if (answer < 0)
        return -5;
    else if (answer == 0)
        return -1;
    return 0;
}

int told_apart_later(EVP_PKEY_CTX *ctx, const uint8_t *hash, const struct pack *p)
{
    int answer = EVP_PKEY_verify(ctx, p->sig, 256, hash, 32);
    /* ok: signature-answer-tested-for-wrong-value */
    if (answer < 0)
        print_errors();
    if (answer != 1)
        return -1;
    return 0;
}
