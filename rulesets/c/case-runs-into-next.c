extern void report(int n);
extern void log_line(const char *s);
int last;

int decide(int result)
{
    switch (result) {
    case -1:
        // ruleid: case-runs-into-next
        report(1);
    case 0:
        // ruleid: case-runs-into-next
        last = 7;

    case 1:
        // ruleid: case-runs-into-next
        log_line("one");
    default:
        return 3;
    }
}

int honest(int kind)
{
    switch (kind) {
    case 1:
        report(1);
        // ok: case-runs-into-next
        break;
    case 2:
        // ok: case-runs-into-next
        last = 4;
        /* fall through */
    case 3:
    case 4:
        // ok: case-runs-into-next
        return 1;
    default:
        return 0;
    }
}
