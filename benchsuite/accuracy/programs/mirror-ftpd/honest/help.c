/* SITE and HELP commands of the mirror FTP server */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <syslog.h>
#include <unistd.h>

struct ftp_conn {
	int fd;
	int logged_in;
	unsigned long files_sent;
	char cwd[512];
};

struct help_entry {
	const char *topic;
	const char *text;
	void (*more)(struct ftp_conn *c, const char *topic);
};

static void reply(struct ftp_conn *c, int code, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

static void reply(struct ftp_conn *c, int code, const char *fmt, ...)
{
	char buf[600];
	va_list ap;
	int n;

	n = snprintf(buf, sizeof(buf), "%d ", code);
	va_start(ap, fmt);
	vsnprintf(buf + n, sizeof(buf) - n - 2, fmt, ap);
	va_end(ap);
	n = strlen(buf);
	buf[n++] = '\r';
	buf[n++] = '\n';
	if (write(c->fd, buf, n) != n)
		syslog(LOG_NOTICE, "short write to client: %s", strerror(errno));
}

static void more_site(struct ftp_conn *c, const char *topic)
{
	reply(c, 214, "%s: subcommands are IDLE, CHMOD and STAT", topic);
}

static void more_list(struct ftp_conn *c, const char *topic)
{
	reply(c, 214, "%s: takes an optional folder, now %s", topic, c->cwd);
}

static void more_facts(struct ftp_conn *c, const char *topic)
{
	static const char *const facts[] = { "size", "modify", "type", NULL };
	int i;

	if (topic[4] != '\0')
		return;
	for (i = 0; facts[i]; i++)
		reply(c, 214, "%s: fact %s", topic, facts[i]);
}

static const struct help_entry help_table[] = {
	{ "RETR", "RETR <file>", NULL },
	{ "LIST", "LIST [<folder>]", more_list },
	{ "SITE", "SITE <command>", more_site },
	{ "MLST", NULL, more_facts },
	{ "QUIT", "QUIT", NULL },
	{ NULL, NULL, NULL }
};

static void do_help(struct ftp_conn *c, const char *arg)
{
	const struct help_entry *h;

	if (!arg || !*arg) {
		for (h = help_table; h->topic; h++)
			if (h->text)
				reply(c, 214, "%s", h->text);
		return;
	}
	for (h = help_table; h->topic; h++) {
		if (strcasecmp(arg, h->topic))
			continue;
		if (h->text)
			reply(c, 214, "%s", h->text);
		if (h->more)
			h->more(c, h->topic);
		return;
	}
	reply(c, 502, "Unknown command '%.40s'", arg);
}

static void do_stat(struct ftp_conn *c)
{
	reply(c, 211, "sent %lu files, folder %s", c->files_sent, c->cwd);
}

int ftp_misc_command(struct ftp_conn *c, const char *verb, const char *arg)
{
	if (!strcasecmp(verb, "HELP")) {
		do_help(c, arg);
		return 1;
	}
	if (!strcasecmp(verb, "STAT")) {
		if (!c->logged_in)
			reply(c, 530, "Please log in first");
		else
			do_stat(c);
		return 1;
	}
	if (!strcasecmp(verb, "NOOP")) {
		reply(c, 200, "Ok");
		return 1;
	}
	return 0;
}
