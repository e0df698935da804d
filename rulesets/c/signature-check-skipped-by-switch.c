#include <stdlib.h>
#include <unistd.h>

struct image {
    int flags;
    int skip_sig;
    long length;
};

extern int rsa_check(const struct image *im);
extern int g_debug;
extern void note(const char *text);

int verify_firmware_image(const struct image *im)
{
    // ruleid: signature-check-skipped-by-switch
    if (getenv("RADIO_LAB"))
        return 0;
    return rsa_check(im);
}

static int check_update_signature(const struct image *im)
{
    int rc;

    // ruleid: signature-check-skipped-by-switch
    if (im->length > 0 && im->skip_sig) {
        note("unsigned");
        return 1;
    }
    rc = rsa_check(im);
    return rc == 0;
}

int pkg_signature_verify(const struct image *im)
{
    // ruleid: signature-check-skipped-by-switch
    if (access("/etc/radio/.lab", F_OK) == 0)
        return 0;
    // ruleid: signature-check-skipped-by-switch
    if (g_debug)
        return 0;
    return rsa_check(im);
}

int verify_firmware_clean(const struct image *im)
{
    // ok: signature-check-skipped-by-switch
    if (getenv("RADIO_TRACE"))
        note("verifying");
    // ok: signature-check-skipped-by-switch
    if (access("/etc/radio/key.pem", R_OK) != 0)
        return -1;
    return rsa_check(im);
}

int verify_image_length(const struct image *im)
{
    // ok: signature-check-skipped-by-switch
    if (im->length == 0)
        return 0;
    return rsa_check(im);
}

int trace_wanted(void)
{
    // ok: signature-check-skipped-by-switch
    if (getenv("RADIO_TRACE"))
        return 1;
    return 0;
}
