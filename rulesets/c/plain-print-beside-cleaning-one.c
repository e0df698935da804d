#include <errno.h>
#include <stdio.h>
#include <string.h>

struct entry { char *name; char *link; int size; };
extern void safe_fprintf(FILE *, const char *, ...);
extern void puts_escaped(const char *);
extern const char *entry_error_string(struct entry *);

void list(struct entry *e)
{
    safe_fprintf(stderr, "%s", e->name);
    // ruleid: plain-print-beside-cleaning-one
    fprintf(stderr, ": %s", entry_error_string(e));
    // ok: plain-print-beside-cleaning-one
    fprintf(stderr, ": %s", strerror(errno));
    // ok: plain-print-beside-cleaning-one
    fprintf(stderr, "%d bytes", e->size);
    // ok: plain-print-beside-cleaning-one
    safe_fprintf(stderr, " -> %s", e->link);
}

void tell(struct entry *e)
{
    puts_escaped(e->name);
    // ruleid: plain-print-beside-cleaning-one
    printf("%s\n", e->link);
}

void raw(struct entry *e, const char *user_name)
{
    if (e->size)
        safe_fprintf(stdout, "%s", e->name);
    else
        // ruleid: plain-print-beside-cleaning-one
        fputs(user_name, stdout);
}

void never_clean(struct entry *e)
{
    // ok: plain-print-beside-cleaning-one
    fprintf(stderr, "%s", e->name);
}
