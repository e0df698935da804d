#include <string.h>

// ruleid: safe-wrapper-drops-bound
static char *copy_bounded(char *to, size_t cap, const char *from)
{
    if (cap == 0 || !to)
        return NULL;
    return strcpy(to, from);
}

// ruleid: safe-wrapper-drops-bound
static size_t safe_append(char *to, const char *from, size_t room)
{
    size_t more = strlen(from);

    if (!room)
        return 0;
    memcpy(to + strlen(to), from, more + 1);
    return room ? more : 0;
}

// ruleid: safe-wrapper-drops-bound
int name_copy_s(char *name, int maxlen, const char *from)
{
    (void)maxlen;
    strcpy(name, from);
    return 0;
}

// ok: safe-wrapper-drops-bound
static char *copy_checked(char *to, size_t cap, const char *from)
{
    if (cap == 0 || strlen(from) >= cap)
        return NULL;
    return strcpy(to, from);
}

// ok: safe-wrapper-drops-bound
static char *move_safe(char *to, const char *from, size_t len)
{
    return len > 0 ? memcpy(to, from, len) : to;
}

// ok: safe-wrapper-drops-bound
static int take_s(char *to, size_t cap, const char *from)
{
    size_t fits = cap - 1;

    memcpy(to, from, fits);
    to[fits] = 0;
    return 0;
}
