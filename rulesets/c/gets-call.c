#include <stdio.h>

static char shared[80];

int ask(void)
{
    char answer[16];

    // ruleid: gets-call
    gets(answer);
    return answer[0] == 'y';
}

int each_line(void)
{
    int lines = 0;

    // ruleid: gets-call
    while (gets(shared) != NULL)
        lines++;
    return lines;
}

char *first(char *room)
{
    // ruleid: gets-call
    char *line = gets(room);

    return line ? line : "";
}

int ask_bounded(void)
{
    char answer[16];

    // ok: gets-call
    return fgets(answer, sizeof(answer), stdin) != NULL && answer[0] == 'y';
}

int one(void)
{
    // ok: gets-call
    return getchar();
}

/* gets(x) in a comment is no call */
// ok: gets-call
int targets(int x);
