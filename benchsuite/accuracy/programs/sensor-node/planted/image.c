/* Checks of the image that the radio has put into the second flash bank. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define BANK_SIZE	(119u * 1024u)
#define SIG_LEN		64u

struct image_head {
	uint32_t size;
	uint32_t version;
	uint8_t signature[SIG_LEN];
};

extern int sign_verify(const uint8_t *sig, const uint8_t *data, size_t len);
extern void bank_swap(void);
extern void led_blink(int times);

/* Is there an image at all? An empty bank reads as ones. */
int flash_image_present(const struct image_head *h)
{
	return h->size != 0xffffffffu && h->size > 0 && h->size <= BANK_SIZE - sizeof(*h);
}

/* May the image be started? */
int flash_image_ok(const struct image_head *h)
{
	const uint8_t *body = (const uint8_t *)(h + 1);

	if (!flash_image_present(h))
		return 0;
	return sign_verify(h->signature, body, h->size) == 1;
}

int update_step(const struct image_head *bank, uint32_t running)
{
	if (!flash_image_present(bank))
		return 0;
	if (bank->version <= running) {
		led_blink(1);
		return -1;
	}
	if (!flash_image_ok(bank)) {
		led_blink(3);
		return -2;
	}
	bank_swap();
	return 1;
}
