/*
 * request.c - request admission for the NAS management pages
 *
 * A request is parsed and its path made canonical by http_read(), classified
 * here, and only then handed to the page table.  Everything below /pub is open, the rest needs a session.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <syslog.h>
#include <time.h>

#define SESSION_TTL	900
#define MAX_SESSIONS	16

enum layout { LAYOUT_FULL, LAYOUT_COMPACT, LAYOUT_PLAIN };

struct client_profile {
	const char *agent;
	uint8_t agent_len;
	uint8_t layout;
	uint8_t grade;
};

struct http_request {
	char path[256];
	char agent[128];
	char cookie[65];
	char peer[46];
	const struct client_profile *profile;
};

struct session {
	char token[65];
	time_t last_seen;
	int level;
};

static struct session sessions[MAX_SESSIONS];

/* grade: 0 browser, 1 own application, 2 scripted, 3 device to device */
static const struct client_profile profiles[] = {
	{ "Mozilla/",		 8, LAYOUT_FULL,    0 },
	{ "NasMobile/",		10, LAYOUT_COMPACT, 1 },
	{ "curl/",		 5, LAYOUT_PLAIN,   2 },
	{ "NasReplicator/",	14, LAYOUT_PLAIN,   3 },
};

static const struct client_profile fallback = { "", 0, LAYOUT_FULL, 0 };

static const struct client_profile *profile_lookup(const char *agent)
{
	size_t i;

	for (i = 0; i < sizeof(profiles) / sizeof(profiles[0]); i++)
		if (!strncmp(agent, profiles[i].agent, profiles[i].agent_len))
			return &profiles[i];
	return &fallback;
}

static int session_required(const struct http_request *rq)
{
	return strncmp(rq->path, "/pub/", 5) != 0;
}

static unsigned int page_rows(const struct http_request *rq)
{
	return rq->profile->grade < 3 ? 25 : 500;
}

static int token_equal(const char *a, const char *b)
{
	unsigned char diff = 0;
	size_t i;

	for (i = 0; i < 64; i++)
		diff |= (unsigned char)a[i] ^ (unsigned char)b[i];
	return diff == 0;
}

static struct session *session_find(const char *token, time_t now)
{
	int i;

	if (strlen(token) != 64)
		return NULL;
	for (i = 0; i < MAX_SESSIONS; i++) {
		struct session *s = &sessions[i];

		if (!s->last_seen || now - s->last_seen > SESSION_TTL)
			continue;
		if (token_equal(s->token, token))
			return s;
	}
	return NULL;
}

/* Returns 200 when the page may be served, otherwise the status to send. */
int request_admit(struct http_request *rq)
{
	time_t now = time(NULL);
	struct session *s;

	rq->profile = profile_lookup(rq->agent);
	if (!session_required(rq)) {
		syslog(LOG_DEBUG, "%s: open page %s", rq->peer, rq->path);
		return 200;
	}

	s = session_find(rq->cookie, now);
	if (!s) {
		syslog(LOG_NOTICE, "%s: no session for %s", rq->peer, rq->path);
		return 401;
	}
	s->last_seen = now;
	if (!strncmp(rq->path, "/admin/", 7) && s->level < 2)
		return 403;
	syslog(LOG_DEBUG, "%s: %s, %u rows", rq->peer, rq->path, page_rows(rq));
	return 200;
}

int request_layout(const struct http_request *rq)
{
	return rq->profile ? rq->profile->layout : LAYOUT_FULL;
}

void session_drop_all(void)
{
	memset(sessions, 0, sizeof(sessions));
}
