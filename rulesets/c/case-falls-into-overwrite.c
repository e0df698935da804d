enum need { NOTHING, TAG, TAG_AND_CHAIN };

struct state {
    int level;
    int count;
};

int needed(unsigned int flags)
{
    int need = TAG_AND_CHAIN;

    switch (flags & 3) {
    case 0:
        need = TAG_AND_CHAIN;
        break;
    // ruleid: case-falls-into-overwrite
    case 1:
        need = TAG;
    case 2:
        need = NOTHING;
        break;
    }
    return need;
}

void set_level(struct state *s, char role)
{
    switch (role) {
    // ruleid: case-falls-into-overwrite
    case 'o': s->level = 1;
    case 'e': s->level = 3; break;
    default: s->level = 0;
    }
}

int result_of(int code)
{
    int rc = -1;

    switch (code) {
    // ruleid: case-falls-into-overwrite
    case 40:
        rc = 1;
    default:
        rc = 0;
    }
    return rc;
}

int needed_clean(unsigned int flags)
{
    int need;

    switch (flags) {
    // ok: case-falls-into-overwrite
    case 0:
    case 1:
        need = TAG;
        break;
    // ok: case-falls-into-overwrite
    default:
        need = NOTHING;
    }
    return need;
}

void add_up(struct state *s, int kind)
{
    switch (kind) {
    // ok: case-falls-into-overwrite
    case 2:
        s->count = 2;
    case 1:
        s->level = 1;
        break;
    // ok: case-falls-into-overwrite
    case 3:
        s->count += 3;
    case 4:
        s->count += 4;
    }
}
