#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include <sys/time.h>
struct session { unsigned long session_id; unsigned char key[16]; long started; unsigned token; };
extern long number_of_runs;

void make_session_key(struct session *s)
{
    // ruleid: clock-seeds-secret-generator
    srand(time(NULL) ^ getpid());
    for (int i = 0; i < 16; i++)
        s->key[i] = rand();
}

void open_session(struct session *s)
{
    struct timeval now;
    gettimeofday(&now, NULL);
    // ruleid: clock-seeds-secret-generator
    s->session_id = now.tv_sec * 1000003UL + now.tv_usec;
}

static unsigned mix(unsigned v)
{
    return v * 2654435761u;
}

void new_token(struct session *s)
{
    unsigned t = (unsigned)time(0);
    // ruleid: clock-seeds-secret-generator
    s->token = mix(t);
}

void shuffle_cards(void)
{
    // ok: clock-seeds-secret-generator
    srand(time(NULL));
}

void start(struct session *s)
{
    // ok: clock-seeds-secret-generator
    s->started = time(NULL);
    // ok: clock-seeds-secret-generator
    number_of_runs = getpid();
}
