/* image.h - update images */
#ifndef OTA_IMAGE_H
#define OTA_IMAGE_H

#include <stdint.h>

struct image_header {
    uint32_t tag;
    uint32_t version;
    uint32_t body_len;
    uint32_t sig_len;
};

/* Negative errno if the image must not be installed. */
int image_check(const char *path, const char *key_path, uint32_t running);

/* Writes the body of an image to the spare slot. */
int slot_write(const char *path, const char *slot);

/* Makes the bootloader try the spare slot once. */
int slot_arm(const char *slot);

#endif
