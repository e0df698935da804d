// SPDX-License-Identifier: MIT
/*
 * lease.c - turn a client's request options into a lease record
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <time.h>

#define OPT_PAD		0
#define OPT_HOSTNAME	12
#define OPT_LEASE_TIME	51
#define OPT_CLIENT_ID	61
#define OPT_END		255

struct lease {
	uint8_t		client_id[20];
	size_t		client_id_len;
	char		host[32];
	uint32_t	seconds;
	time_t		granted;
	struct lease	*next;
};

struct opt {
	uint8_t		code;
	size_t		len;
	const uint8_t	*data;
};

struct cursor {
	const uint8_t	*pos;
	const uint8_t	*end;
};

static struct lease *leases;

static int field_put(void *dst, size_t room, const void *src, size_t n)
{
	if (n > room)
		return -1;
	memcpy(dst, src, n);
	return 0;
}

static int opt_next(struct cursor *c, struct opt *o)
{
	while (c->pos < c->end && *c->pos == OPT_PAD)
		c->pos++;
	if (c->pos >= c->end || *c->pos == OPT_END)
		return 0;
	if (c->end - c->pos < 2)
		return -1;
	o->code = c->pos[0];
	o->len = c->pos[1];
	o->data = c->pos + 2;
	if ((size_t)(c->end - o->data) < o->len)
		return -1;
	c->pos = o->data + o->len;
	return 1;
}

static int lease_set_host(struct lease *l, const struct opt *o)
{
	size_t want = o->len;

	if (want == 0)
		return -1;
	if (field_put(l->host, sizeof(l->host) - 1, o->data, want) < 0) {
		syslog(LOG_WARNING, "host name of %zu bytes refused", want);
		return -1;
	}
	return 0;
}

static int lease_set_id(struct lease *l, const struct opt *o)
{
	if (field_put(l->client_id, sizeof(l->client_id), o->data, o->len) < 0) {
		syslog(LOG_WARNING, "client id of %zu bytes refused", o->len);
		return -1;
	}
	l->client_id_len = o->len;
	return 0;
}

static int lease_set_time(struct lease *l, const struct opt *o)
{
	if (o->len != 4)
		return -1;
	l->seconds = (uint32_t)o->data[0] << 24 | (uint32_t)o->data[1] << 16 |
		     (uint32_t)o->data[2] << 8 | o->data[3];
	return 0;
}

struct lease *lease_from_request(const uint8_t *buf, size_t len)
{
	struct cursor c = { buf, buf + len };
	struct lease *l;
	struct opt o;
	int rc;

	l = calloc(1, sizeof(*l));
	if (!l)
		return NULL;
	l->seconds = 3600;
	while ((rc = opt_next(&c, &o)) > 0) {
		switch (o.code) {
		case OPT_HOSTNAME:
			rc = lease_set_host(l, &o);
			break;
		case OPT_CLIENT_ID:
			rc = lease_set_id(l, &o);
			break;
		case OPT_LEASE_TIME:
			rc = lease_set_time(l, &o);
			break;
		}
		if (rc < 0)
			break;
	}
	if (rc < 0) {
		syslog(LOG_NOTICE, "malformed request dropped");
		free(l);
		return NULL;
	}
	l->granted = time(NULL);
	l->next = leases;
	leases = l;
	return l;
}
