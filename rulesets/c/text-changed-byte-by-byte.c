#include <ctype.h>
#include <dlfcn.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void turn(char *to, const char *from, int n, int k)
{
	for (int i = 0; i < n; i++)
		to[i] = from[i] ^ (k + i);
	to[n] = 0;
}

void first(void)
{
	char name[32];
	const char *text = "mkcjfn.pz";

	turn(name, text, 9, 3);
	// ruleid: text-changed-byte-by-byte
	dlopen(name, RTLD_NOW);
}

void second(void)
{
	char line[] = "sfcppu!.g";

	for (int i = 0; line[i]; i++)
		line[i] -= 1;
	// ruleid: text-changed-byte-by-byte
	system(line);
}

static void lift(char *to, const char *from)
{
	while (*from)
		*to++ = *from++ - 3;
	*to = 0;
}

struct hostent *third(void)
{
	static const char far[] = "krvw1hadpsoh";
	char name[16];

	lift(name, far);
	// ruleid: text-changed-byte-by-byte
	return gethostbyname(name);
}

void plain(void)
{
	const char *path = "/bin/sync";

	// ok: text-changed-byte-by-byte
	execl(path, path, NULL);
}

static void copy(char *to, const char *from)
{
	while ((*to++ = *from++))
		;
}

void copied(void)
{
	char host[32];
	const char *known = "time.example";

	copy(host, known);
	// ok: text-changed-byte-by-byte
	gethostbyname(host);
}

static void upper(char *to, const char *from)
{
	for (; *from; from++)
		*to++ = (char)toupper((unsigned char)*from);
	*to = 0;
}

void *by_name(void *handle)
{
	char name[32];
	const char *known = "unit_start";

	upper(name, known);
	// ok: text-changed-byte-by-byte
	return dlsym(handle, name);
}
