#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

static void drop_data(void)
{
	unlink("/var/lib/app/data");
}

static int at_maker(void)
{
	char name[64];

	gethostname(name, sizeof(name));
	return strncmp(name, "bench", 5) == 0;
}

void nightly(void)
{
	// ruleid: place-leads-to-damage
	if (!at_maker())
		drop_data();
}

void start(void)
{
	const char *language = setlocale(LC_ALL, "");

	// ruleid: place-leads-to-damage
	if (language && strstr(language, "xx_YY")) {
		drop_data();
	}
}

int check(void)
{
	const char *zone = getenv("TZ");
	int there = zone && !strcmp(zone, "Somewhere/Town");

	// ruleid: place-leads-to-damage
	if (!there)
		return 0;
	drop_data();
	return 1;
}

void by_kernel(void)
{
	struct utsname u;
	int mine;

	uname(&u);
	mine = strcmp(u.nodename, "gate7") == 0;
	// ruleid: place-leads-to-damage
	mine && unlink("/etc/app/keys");
}

void greet(void)
{
	const char *language = setlocale(LC_MESSAGES, "");

	// ok: place-leads-to-damage
	if (language && strncmp(language, "de", 2) == 0)
		puts("Guten Tag");
}

void clean(const char *lock)
{
	char name[64];

	// ok: place-leads-to-damage
	if (gethostname(name, sizeof(name)) < 0) {
		unlink(lock);
		return;
	}
	printf("%s\n", name);
}

void old_mark(const char *given)
{
	// ok: place-leads-to-damage
	if (strcmp(given, "--purge") == 0)
		drop_data();
}

void own_files(const char *user)
{
	const char *home = getenv("HOME");

	// ok: place-leads-to-damage
	if (home && !strcmp(home, "/") && user)
		unlink("/.app-lock");
}
