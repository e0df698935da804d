#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/klog.h>
#include <sys/mount.h>
#include <unistd.h>

static void drop(const char *path)
{
	// ruleid: own-traces-removed
	unlink(path);
}

void leave(void)
{
	char me[256];
	ssize_t n = readlink("/proc/self/exe", me, sizeof(me) - 1);

	if (n > 0) {
		me[n] = 0;
		drop(me);
	}
}

void cover(void)
{
	char place[64];

	snprintf(place, sizeof(place), "/proc/%d", (int)getpid());
	// ruleid: own-traces-removed
	mount("/var/empty", place, NULL, MS_BIND, NULL);
}

void wipe_messages(void)
{
	// ruleid: own-traces-removed
	klogctl(5, NULL, 0);
}

void show_messages(char *room, int size)
{
	// ok: own-traces-removed
	klogctl(3, room, size);
}

void where(char *me, size_t size)
{
	// ok: own-traces-removed
	readlink("/proc/self/exe", me, size);
}

void end(const char *lock)
{
	// ok: own-traces-removed
	unlink(lock);
}

void set_up(void)
{
	// ok: own-traces-removed
	mount("proc", "/proc", "proc", 0, NULL);
}

int main(int argc, char **argv)
{
	if (argc > 1)
		// ok: own-traces-removed
		unlink(argv[1]);
	// ruleid: own-traces-removed
	return remove(argv[0]);
}
