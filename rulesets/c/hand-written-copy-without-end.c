struct unit { char name[16]; };

void set_name(struct unit *u, const char *text)
{
    char *d = u->name;
    // ruleid: hand-written-copy-without-end
    while ((*d++ = *text++))
        ;
}

void set_first(struct unit *u, const char *line)
{
    int i;
    // ruleid: hand-written-copy-without-end
    for (i = 0; line[i] != ' '; i++)
        u->name[i] = line[i];
    u->name[i] = 0;
}

void set_rest(char *to, const char *from)
{
    // ok: hand-written-copy-without-end
    while (*from && 1 == 1 && *from != '\n')
        *to++ = *from++;
    // ruleid: hand-written-copy-without-end
    while (*from) {
        *to++ = *from++;
    }
}

void bounded(struct unit *u, const char *text)
{
    int i;
    // ok: hand-written-copy-without-end
    for (i = 0; i < 15 && text[i]; i++)
        u->name[i] = text[i];
    u->name[i] = 0;
}

int length(const char *text)
{
    int n = 0;
    // ok: hand-written-copy-without-end
    while (text[n])
        n++;
    return n;
}
