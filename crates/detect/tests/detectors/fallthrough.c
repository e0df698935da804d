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

extern void usage_and_exit(void);
extern int ask(void);

extern void debug(const char *s);

int nested(int kind, int mode)
{
    switch (kind) {
    case 0:
        mode = ask();
        // ruleid: case-runs-into-next
        debug("asked");
    case 1:
        if (mode)
            return 1;
        else
            // ok: case-runs-into-next
            return 2;
    case 2: {
        report(2);
        // ok: case-runs-into-next
        break;
    }
    case 3:
        // ok: case-runs-into-next
        usage_and_exit();
    case 4:
        // ruleid: case-runs-into-next
        if (mode)
            return 4;
    case 5:
        report(5);
        // ok: case-runs-into-next
        __attribute__((fallthrough));
    case 6:
        report(6);
#ifdef WITH_SEVEN
    // ok: case-runs-into-next
    case 7:
#endif
        // ruleid: case-runs-into-next
        last = ask();
    default:
        return 0;
    }
}
