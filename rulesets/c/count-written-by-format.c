#include <stdio.h>
#include <syslog.h>

void place(int *count, short *half, const char *text)
{
    // ruleid: count-written-by-format
    printf("%s%n\n", text, count);
    // ruleid: count-written-by-format
    printf("%.*d%hn", 1000, 0, half);
    // ruleid: count-written-by-format
    syslog(LOG_INFO, "%20d%4$n", 1, 2, 3, count);
    // ok: count-written-by-format
    printf("100%%n\n");
    // ok: count-written-by-format
    printf("%s\n", text);
    // ok: count-written-by-format
    sscanf(text, "%d%n", count, count);
}
