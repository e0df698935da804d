#define ROOM 16
extern int next(void);
extern void show(const char *s);

void copy(const char *in)
{
    char name[ROOM];
    int i;
    // ruleid: loop-one-past-array
    for (i = 0; i <= ROOM && in[i]; i++)
        name[i] = in[i];
    // ruleid: loop-one-past-array
    name[sizeof(name)] = 0;
    show(name);
}

void fill(void)
{
    char row[8];
    int n = 0;
    // ruleid: loop-one-past-array
    while (n <= 8) {
        row[n++] = next();
    }
    // ruleid: loop-one-past-array
    row[8] = 0;
    show(row);
}

void copy_well(const char *in)
{
    char name[ROOM];
    int i;
    // ok: loop-one-past-array
    for (i = 0; i < ROOM - 1 && in[i]; i++)
        name[i] = in[i];
    // ok: loop-one-past-array
    name[i] = 0;
    // ok: loop-one-past-array
    name[ROOM - 1] = 0;
    // ok: loop-one-past-array
    for (i = 0; i <= 7; i++)
        name[i] = 'x';
    show(name);
}
