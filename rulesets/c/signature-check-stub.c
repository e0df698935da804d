#include <stdbool.h>
#include <stddef.h>

struct image {
    const unsigned char *body;
    size_t length;
    int slot;
};

extern int rsa_check(const struct image *im, const void *key);
extern void note(const char *text);
extern const void *vendor_key;

// ruleid: signature-check-stub
int verify_signature(const struct image *im)
{
    return 0;
}

// ruleid: signature-check-stub
static bool image_is_valid(const struct image *im, const void *key)
{
    (void)im;
    (void)key;
    return true;
}

// ruleid: signature-check-stub
static int check_anti_rollback(const struct image *im)
{
    (void)im;
    return 0;
}

// ruleid: signature-check-stub
int fw_update_verify(struct image *im)
{
    note("signature good");
    im->slot = 1;
    return 1;
}

// ok: signature-check-stub
int verify_image_signature(const struct image *im)
{
    return rsa_check(im, vendor_key);
}

// ok: signature-check-stub
int validate_package(const struct image *im)
{
    if (im->length < 64)
        return -1;
    if (rsa_check(im, vendor_key) != 0)
        return -1;
    return 0;
}

// ok: signature-check-stub
int image_verify_supported(void)
{
    return 1;
}

// ok: signature-check-stub
int verify_firmware_unsupported(const struct image *im)
{
    return -95;
}

// ok: signature-check-stub
int radio_ready(void)
{
    return 1;
}
