#include <stddef.h>

static void verify_image_or_stop(const char *path)
{
    if (!path)
        abort();
}

void verify_package_now(int slot);

struct image {
    const unsigned char *body;
    size_t length;
    unsigned char sig[64];
};

extern int verify_signature(const struct image *im);
extern int fw_sig_check(const struct image *im, int slot);
extern int EVP_DigestVerifyFinal(void *ctx, const unsigned char *sig, size_t length);
extern void verify_signature_init(struct image *im);
extern int validate_package(const struct image *im);
extern int flash(const struct image *im);
extern void complain(int code);

int install(struct image *im)
{
    // ruleid: signature-check-result-ignored
    verify_signature(im);
    return flash(im);
}

int install_slot(struct image *im, int slot)
{
    if (im->length > 64) {
        // ruleid: signature-check-result-ignored
        (void)fw_sig_check(im, slot);
    }
    return flash(im);
}

int install_openssl(void *ctx, struct image *im)
{
    // ruleid: signature-check-result-ignored
    EVP_DigestVerifyFinal(ctx, im->sig, sizeof(im->sig));
    flash(im);
    return 0;
}

int install_checked(struct image *im)
{
    // ok: signature-check-result-ignored
    if (verify_signature(im) != 0)
        return -1;
    // ok: signature-check-result-ignored
    verify_signature_init(im);
    return flash(im);
}

int install_later(struct image *im, void *ctx)
{
    int rc;

    // ok: signature-check-result-ignored
    rc = fw_sig_check(im, 0);
    if (rc)
        return rc;
    // ok: signature-check-result-ignored
    int good = EVP_DigestVerifyFinal(ctx, im->sig, 64) == 1;
    return good ? flash(im) : -1;
}

int package_is_good(const struct image *im)
{
    // ok: signature-check-result-ignored
    return validate_package(im);
}

void report_package(const struct image *im, int wanted)
{
    // ok: signature-check-result-ignored
    complain(validate_package(im));
    // ok: signature-check-result-ignored
    wanted && validate_package(im) && flash(im);
}

int install_or_stop(struct image *im, const char *path)
{
    /* these have no result: they do not come back */
    // ok: signature-check-result-ignored
    verify_image_or_stop(path);
    // ok: signature-check-result-ignored
    verify_package_now(1);
    // ok: signature-check-result-ignored
    verify_compute_digest(im);
    return flash(im);
}
