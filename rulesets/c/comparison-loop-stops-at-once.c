int same(const char *a, const char *b, unsigned n)
{
    int r = 1;
    // ruleid: comparison-loop-stops-at-once
    while (n-- && r) {
        if (*a++ != *b++)
            r = 0;
        break;
    }
    return r;
}

int tag_ok(const unsigned char *tag, const unsigned char *want)
{
    // ruleid: comparison-loop-stops-at-once
    for (int i = 0; i < 16; i++) {
        if (tag[i] != want[i])
            return 0;
        return 1;
    }
    return 0;
}

int tag_fine(const unsigned char *tag, const unsigned char *want)
{
    // ruleid: comparison-loop-stops-at-once
    for (int i = 0; i < 16; i++)
        if (tag[i] != want[i])
            return 0;
        else
            return 1;
    return 0;
}

int honest(const unsigned char *tag, const unsigned char *want)
{
    // ok: comparison-loop-stops-at-once
    for (int i = 0; i < 16; i++)
        if (tag[i] != want[i])
            return 0;
    return 1;
}

int first_difference(const char *a, const char *b, int n)
{
    int i;
    // ok: comparison-loop-stops-at-once
    for (i = 0; i < n; i++) {
        if (a[i] != b[i])
            break;
    }
    return i;
}

int next(const char *a, const char *b, int n)
{
    // ok: comparison-loop-stops-at-once
    for (int i = 0; i < n; i++) {
        if (a[i] != b[i]) {
            n--;
            continue;
        }
        a++;
    }
    return n;
}
