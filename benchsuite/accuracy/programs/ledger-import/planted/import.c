/* import.c - turns bank statements (CSV) into ledger lines. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FIELDS     6
#define LINE_LEN   1024
#define TEXT_LEN   96
#define ACCOUNT    24

enum field { F_DATE, F_VALUE, F_PAYER, F_PAYEE, F_TEXT, F_AMOUNT };

struct entry {
    char date[11];
    char payee[48];
    char account[ACCOUNT];
    char text[TEXT_LEN];
    long long cents;
};

struct stats {
    unsigned long good;
    unsigned long bad;
    long long sum;
};

/* Splits a line at semicolons; quotes around a field are dropped. */
static int split(char *line, char *out[FIELDS])
{
    int n = 0;
    char *p = line;

    line[strcspn(line, "\r\n")] = '\0';
    while (n < FIELDS) {
        char *end = strchr(p, ';');
        size_t len;

        if (end)
            *end = '\0';
        len = strlen(p);
        if (len >= 2 && p[0] == '"' && p[len - 1] == '"') {
            p[len - 1] = '\0';
            p++;
        }
        out[n++] = p;
        if (!end)
            break;
        p = end + 1;
    }
    return n;
}

static int parse_amount(const char *s, long long *cents)
{
    char *end;
    long long units;
    long part = 0;
    int minus = *s == '-';

    errno = 0;
    units = strtoll(s, &end, 10);
    if (errno || end == s || units > 999999999 || units < -999999999)
        return -ERANGE;
    if (*end == ',' || *end == '.') {
        if (!isdigit((unsigned char)end[1]) || !isdigit((unsigned char)end[2]) || end[3])
            return -EINVAL;
        part = (end[1] - '0') * 10 + (end[2] - '0');
    } else if (*end) {
        return -EINVAL;
    }
    *cents = units * 100 + (minus ? -part : part);
    return 0;
}

/* Text of the entry: who, and what for. */
static void entry_text(struct entry *e, char *const f[FIELDS])
{
    int n = snprintf(e->text, sizeof e->text, "%s", f[F_PAYER]);

    if (n < 0 || (size_t)n >= sizeof e->text)
        return;
    if ((size_t)n + 4 < sizeof e->text) {
        memcpy(e->text + n, " / ", 4);
        strcat(e->text, f[F_TEXT]);
    }
}

static int entry_parse(struct entry *e, char *line)
{
    char *f[FIELDS];

    memset(e, 0, sizeof *e);
    if (split(line, f) != FIELDS)
        return -EINVAL;
    if (strlen(f[F_DATE]) != 10)
        return -EINVAL;
    snprintf(e->date, sizeof e->date, "%s", f[F_DATE]);
    snprintf(e->payee, sizeof e->payee, "%.47s", f[F_PAYEE]);
    snprintf(e->account, sizeof e->account, "%s", e->payee[0] ? "expenses" : "income");
    entry_text(e, f);
    return parse_amount(f[F_AMOUNT], &e->cents);
}

static void entry_write(FILE *out, const struct entry *e)
{
    fprintf(out, "%s %s\n  %-24s %s%lld.%02lld\n", e->date, e->text, e->account,
            e->cents < 0 ? "-" : "", llabs(e->cents / 100), llabs(e->cents % 100));
}

static int import(FILE *in, FILE *out, struct stats *st)
{
    char line[LINE_LEN];
    struct entry e;

    while (fgets(line, sizeof line, in)) {
        if (line[0] == '#' || line[0] == '\n')
            continue;
        if (entry_parse(&e, line) != 0) {
            fprintf(stderr, "entry %lu is not understood\n", st->good + st->bad + 1);
            st->bad++;
            continue;
        }
        entry_write(out, &e);
        st->good++;
        st->sum += e.cents;
    }
    return ferror(in) ? -EIO : 0;
}

int main(void)
{
    struct stats st = { 0, 0, 0 };

    if (import(stdin, stdout, &st) != 0) {
        fprintf(stderr, "the statement could not be read\n");
        return 1;
    }
    fprintf(stderr, "%lu entries, %lu refused, sum %lld cents\n", st.good, st.bad, st.sum);
    return st.bad ? 1 : 0;
}
