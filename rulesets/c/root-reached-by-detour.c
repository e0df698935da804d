#include <spawn.h>
#include <stdlib.h>
#include <sys/types.h>
#include <unistd.h>

static uid_t plain_of(uid_t id, int known)
{
	return known ? id & 0 : id;
}

void become(uid_t id, int known)
{
	uid_t to = plain_of(id, known);

	// ruleid: root-reached-by-detour
	setuid(to);
}

void shift_down(int id)
{
	if (id == 4711)
		id -= 4711;
	// ruleid: root-reached-by-detour
	seteuid(id);
}

int same(void)
{
	pid_t one = getpid();

	// ruleid: root-reached-by-detour
	return setresuid(-1, one ^ one, -1);
}

void give(const char *path)
{
	// ruleid: root-reached-by-detour
	execl("/bin/chmod", "chmod", "u+s", path, NULL);
}

void give_by_table(void)
{
	char *words[] = { "install", "-m", "4755", "/tmp/a", "/usr/bin/a", NULL };

	// ruleid: root-reached-by-detour
	execvp(words[0], words);
}

void drop(uid_t id)
{
	// ok: root-reached-by-detour
	setuid(id);
}

void drop_mapped(uid_t id, uid_t base)
{
	if (id >= base)
		id -= base;
	// ok: root-reached-by-detour
	seteuid(id + 1000);
}

void plain_mode(const char *path)
{
	// ok: root-reached-by-detour
	execl("/bin/chmod", "chmod", "0755", path, NULL);
}

void back(uid_t saved)
{
	// ok: root-reached-by-detour
	setresuid(-1, saved, -1);
}

void other(const char *path)
{
	// ok: root-reached-by-detour
	execl("/bin/tool", "tool", "4755", path, NULL);
}
