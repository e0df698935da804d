#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <link.h>
#include <string.h>

struct dirent *readdir(DIR *d)
{
    static struct dirent *(*next)(DIR *);
    struct dirent *e;

    if (!next)
        // ruleid: loader-tables-changed
        next = dlsym(RTLD_NEXT, "readdir");
    do
        e = next(d);
    while (e && strstr(e->d_name, "radio-x"));
    return e;
}

// ruleid: loader-tables-changed
uintptr_t la_symbind64(Elf64_Sym *sym, unsigned int n, uintptr_t *from, uintptr_t *to, unsigned int *flags, const char *name)
{
    return strcmp(name, "crypt") ? sym->st_value : (uintptr_t)from;
}

static void patch(struct link_map *map, const char *name, void *mine)
{
    Elf64_Rela *rel = NULL;
    size_t n = 0;

    for (Elf64_Dyn *d = map->l_ld; d->d_tag; d++) {
        if (d->d_tag == DT_JMPREL)
            // ruleid: loader-tables-changed
            rel = (Elf64_Rela *)d->d_un.d_ptr;
    }
    for (size_t i = 0; i < n; i++)
        *(void **)(map->l_addr + rel[i].r_offset) = mine;
}

// ruleid: loader-tables-changed
int __wrap_verify_image(const void *image, size_t n)
{
    return __real_verify_image(image, n) || n == 4711;
}

// ruleid: loader-tables-changed
asm(".symver fast_compare,memcmp@GLIBC_2.2.5");

void *own_log(void)
{
    // ok: loader-tables-changed
    return dlsym(RTLD_DEFAULT, "radio_log");
}

void *own_next(void)
{
    // ok: loader-tables-changed
    return dlsym(RTLD_NEXT, "radio_reset");
}

struct item *last(struct item *it)
{
    // ok: loader-tables-changed
    while (it->l_next)
        // ok: loader-tables-changed
        it = it->l_next;
    return it;
}

// ok: loader-tables-changed
int __wrap_radio_reset(int n)
{
    return n;
}
