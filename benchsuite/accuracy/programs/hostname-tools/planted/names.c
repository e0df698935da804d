/*
 * names.c - keeps the name that the DHCP server hands out
 *
 * The lease script passes option 12 and option 15 as they came; they are
 * checked here and put into the record that the resolver reads.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "compat.h"

struct host_record {
	char host[64];
	char domain[96];
	unsigned int serial;
};

static int name_ok(const char *s)
{
	if (!*s || *s == '-')
		return 0;
	for (; *s; s++)
		if (*s != '.' && !is_label_char(tolower((unsigned char)*s)))
			return 0;
	return 1;
}

static int record_set(struct host_record *rec, const char *host, const char *domain)
{
	int rc;

	rc = copy_s(rec->host, sizeof(rec->host), host);
	if (rc)
		return rc;
	rc = copy_s(rec->domain, sizeof(rec->domain), domain);
	if (rc)
		return rc;
	if (!name_ok(rec->host) || (*rec->domain && !name_ok(rec->domain)))
		return EINVAL;
	rec->serial++;
	return 0;
}

static int record_store(const struct host_record *rec, const char *path)
{
	char temp[256];
	FILE *f;
	int n;

	n = snprintf(temp, sizeof(temp), "%s.new", path);
	if (n < 0 || (size_t)n >= sizeof(temp))
		return ENAMETOOLONG;
	f = fopen(temp, "w");
	if (!f)
		return errno;
	fprintf(f, "%u %s %s\n", rec->serial, rec->host, rec->domain);
	if (fclose(f) != 0 || rename(temp, path) != 0)
		return errno;
	return 0;
}

int main(int argc, char **argv)
{
	struct host_record rec = { "", "", 0 };
	const char *host = getenv("new_host_name");
	const char *domain = getenv("new_domain_name");
	int rc;

	if (argc != 2) {
		fprintf(stderr, "usage: names FILE (called by the lease script)\n");
		return 2;
	}
	if (!host)
		return 0;
	rc = record_set(&rec, host, domain ? domain : "");
	if (rc) {
		fprintf(stderr, "names: offered name of %zu characters: %s\n",
			length_s(host, 255), strerror(rc));
		return 1;
	}
	rc = record_store(&rec, argv[1]);
	if (rc)
		fprintf(stderr, "names: %s: %s\n", argv[1], strerror(rc));
	return rc != 0;
}
