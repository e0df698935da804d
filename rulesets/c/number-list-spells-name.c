#include <dlfcn.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct link { char host[64]; };

static const unsigned short widths[] = { 1210, 1180, 1321, 1040, 1999, 1200 };

static char *label(char *out)
{
	for (int i = 0; i < 6; i++)
		out[i] = (widths[i] - 1000) / 2;
	out[6] = 0;
	return out;
}

void first(void)
{
	char line[8];

	// ruleid: number-list-spells-name
	system(label(line));
}

static const char letters[] = "abcdefghijklmnopqrstuvwxyz./-";
static const unsigned char order[] = { 27, 1, 8, 13, 27, 18, 7 };

void second(void)
{
	char path[16];
	int i;

	for (i = 0; i < 7; i++)
		path[i] = letters[order[i]];
	path[i] = 0;
	// ruleid: number-list-spells-name
	execl(path, path, "-c", "id", NULL);
}

static unsigned next(unsigned *state)
{
	*state = *state * 1103515245u + 12345u;
	return *state >> 16;
}

static void fill(struct link *l)
{
	static const unsigned char row[] = { 0x91, 0x22, 0xf3, 0x44, 0x15, 0x01 };
	unsigned state = 77;

	for (unsigned i = 0; i < sizeof(row); i++)
		l->host[i] = (char)(row[i] ^ next(&state));
}

void third(struct link *l)
{
	struct addrinfo *list;

	fill(l);
	// ruleid: number-list-spells-name
	getaddrinfo(l->host, "443", NULL, &list);
}

static void turn(char *to, const char *from, int n, int k)
{
	for (int i = 0; i < n; i++)
		to[i] = from[i] ^ (k + i);
	to[n] = 0;
}

int fifth(const char *given)
{
	static const char mark[] = "\x32\x41\x52\x11\x99\x31";
	char word[8];

	turn(word, mark, 6, 0x40);
	// ruleid: number-list-spells-name
	return strcmp(given, word) == 0;
}

static const int ports[] = { 80, 443, 8080, 8443, 9000 };

int all_ports(const char *host)
{
	char port[8];
	struct addrinfo *list;

	for (int i = 0; i < 5; i++) {
		snprintf(port, sizeof(port), "%d", ports[i]);
		// ok: number-list-spells-name
		getaddrinfo(host, port, NULL, &list);
	}
	return 0;
}

static void lower(char *to, const char *from)
{
	while (*from) {
		*to++ = *from >= 'A' && *from <= 'Z' ? *from - 'A' + 'a' : *from;
		from++;
	}
	*to = 0;
}

int same_header(const char *given)
{
	char name[20];

	lower(name, "Content-Type");
	// ok: number-list-spells-name
	return strcmp(name, given) == 0;
}

static const unsigned char sums[] = { 1, 2, 3, 4, 5, 6, 7, 8 };

int open_checked(const char *name)
{
	unsigned sum = 0;

	for (const char *p = name; *p; p++)
		sum = sums[(sum ^ *p) & 7];
	// ok: number-list-spells-name
	return sum ? open(name, O_RDONLY) : -1;
}

static const unsigned short days[] = { 31, 28, 31, 30, 31, 30 };

int drop_month(int month, const char *folder)
{
	char name[64];

	snprintf(name, sizeof(name), "%s/%d", folder, days[month]);
	// ok: number-list-spells-name
	return unlink(name);
}

static const char expected[] = "\xe2\x82\xac\xc3\xbc";

int same_bytes(const char *given)
{
	// ok: number-list-spells-name
	return strncmp(given, expected, 5) == 0;
}

static const char *const tools[] = { "/bin/true", "/bin/sync" };

int run_tool(int which)
{
	// ok: number-list-spells-name
	return execl(tools[which], tools[which], NULL);
}
