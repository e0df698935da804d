/*
 * pairing.c - keeps the hand scanners that were paired with the dock
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define SLOTS 12

struct pair_msg {
	uint8_t version;
	uint8_t kind;
	uint16_t flags;
	char label[128];
	char model[48];
	uint8_t address[6];
};

struct pair_slot {
	char label[32];
	char model[24];
	uint8_t address[6];
	uint8_t trusted;
	uint8_t in_use;
	time_t seen;
};

static struct pair_slot slots[SLOTS];

static struct pair_slot *slot_for(const uint8_t *address)
{
	struct pair_slot *spare = NULL;
	int i;

	for (i = 0; i < SLOTS; i++) {
		if (!slots[i].in_use) {
			if (!spare)
				spare = &slots[i];
			continue;
		}
		if (!memcmp(slots[i].address, address, 6))
			return &slots[i];
	}
	return spare;
}

static size_t text_put(char *dst, size_t cap, const char *src)
{
	size_t n = 0;

	while (n + 1 < cap && src[n]) {
		dst[n] = src[n];
		n++;
	}
	dst[n] = '\0';
	return n;
}

static int slot_update(struct pair_slot *s, const struct pair_msg *m)
{
	if (!text_put(s->label, sizeof(s->label), m->label))
		text_put(s->label, sizeof(s->label), "unnamed");
	text_put(s->model, sizeof(s->model), m->model);
	memcpy(s->address, m->address, sizeof(s->address));
	s->in_use = 1;
	s->seen = time(NULL);
	return 0;
}

static int on_announce(const struct pair_msg *m)
{
	struct pair_slot *s = slot_for(m->address);

	if (!s) {
		syslog(LOG_NOTICE, "no slot for another scanner");
		return -ENOSPC;
	}
	return slot_update(s, m);
}

static int on_leave(const struct pair_msg *m)
{
	struct pair_slot *s = slot_for(m->address);

	if (!s || !s->in_use)
		return -ENOENT;
	syslog(LOG_INFO, "scanner '%s' leaves", s->label);
	memset(s, 0, sizeof(*s));
	return 0;
}

int pairing_receive(int sock)
{
	struct pair_msg m;
	ssize_t got = recv(sock, &m, sizeof(m), 0);

	if (got < 0)
		return -errno;
	if (got != (ssize_t)sizeof(m) || m.version != 2)
		return -EPROTO;
	m.label[sizeof(m.label) - 1] = '\0';
	m.model[sizeof(m.model) - 1] = '\0';
	switch (m.kind) {
	case 1:
		return on_announce(&m);
	case 2:
		return on_leave(&m);
	}
	return -EOPNOTSUPP;
}

int pairing_list(FILE *out)
{
	int i;

	for (i = 0; i < SLOTS; i++)
		if (slots[i].in_use)
			fprintf(out, "%-32s %-24s %s\n", slots[i].label,
				slots[i].model, slots[i].trusted ? "trusted" : "new");
	return ferror(out) ? -EIO : 0;
}
