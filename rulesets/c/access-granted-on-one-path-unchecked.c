/* Two ways into a session. */
#include <string.h>

struct person { int id; int rank; const char *stored; };
struct state { int authenticated; int user_level; struct person *who; };

extern int field(const char *from, const char *name, char *to, unsigned n);
extern struct person *person_of(const char *name);
extern int verify_secret(const struct person *p, const char *typed);
extern int session_restored(struct state *s, const char *id);
extern int split(char *text, char **left, char **right);

int enter(struct state *s, const char *query, char *basic)
{
    char who[40], *name, *word;
    struct person *p;

    if (field(query, "svc=", who, sizeof(who)) == 0) {
        p = person_of(who);
        if (p) {
            s->who = p;
            // ruleid: access-granted-on-one-path-unchecked
            s->authenticated = 1;
            return 0;
        }
    }
    if (split(basic, &name, &word))
        return -1;
    p = person_of(name);
    if (!p || verify_secret(p, word) != 0)
        return -1;
    s->who = p;
    s->authenticated = 1;
    return 0;
}

int enter_by_rank(struct state *s, const char *line, char *word)
{
    int good;

    if (strstr(line, "@bench")) {
        // ruleid: access-granted-on-one-path-unchecked
        s->user_level = 15;
        return 1;
    }
    good = verify_secret(s->who, word);
    if (good)
        s->user_level = 15;
    return good;
}

static int is_admin;

int console(char *typed, const struct person *p)
{
    if (strchr(typed, 0x14) != 0) {
        // ruleid: access-granted-on-one-path-unchecked
        is_admin = 1;
        return 1;
    }
    if (verify_secret(p, typed) < 0) {
        is_admin = 0;
        return 0;
    }
    is_admin = 1;
    return 1;
}

int two_ways(struct state *s, const char *query, char *basic)
{
    char who[40], word[40];

    if (field(query, "user=", who, sizeof(who)) == 0 && field(query, "pw=", word, sizeof(word)) == 0) {
        if (verify_secret(person_of(who), word) == 0) {
            // ok: access-granted-on-one-path-unchecked
            s->authenticated = 1;
            return 0;
        }
    }
    if (verify_secret(s->who, basic) != 0)
        return -1;
    s->authenticated = 1;
    return 0;
}

int by_session(struct state *s, const char *id, char *basic)
{
    if (session_restored(s, id)) {
        // ok: access-granted-on-one-path-unchecked
        s->authenticated = 1;
        return 0;
    }
    if (verify_secret(s->who, basic) != 0)
        return -1;
    s->authenticated = 1;
    return 0;
}

int refused(struct state *s, const char *line, char *word)
{
    if (strstr(line, "@bench")) {
        // ok: access-granted-on-one-path-unchecked
        s->user_level = 0;
        return 0;
    }
    if (verify_secret(s->who, word) != 0)
        return 0;
    s->user_level = 5;
    return 1;
}
