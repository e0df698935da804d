#include <netdb.h>
#include <stdio.h>

extern void serial_number(char *out);
extern const unsigned char *session_key(void);

void hello(void)
{
    char serial[32];
    char name[128];

    serial_number(serial);
    snprintf(name, sizeof(name), "%s.units.vendor-cloud.example", serial);
    // ruleid: data-in-looked-up-name
    gethostbyname(name);
}

int tell(int i)
{
    char label[64];
    struct addrinfo *found;
    const unsigned char *key = session_key();

    sprintf(label, "%02x.k.example.net", key[i]);
    // ruleid: data-in-looked-up-name
    return getaddrinfo(label, NULL, NULL, &found);
}

int question(const char *typed, unsigned char *answer)
{
    char *q;

    if (asprintf(&q, "a-%s.d.example.org", typed) < 0)
        return -1;
    char host[80];
    snprintf(host, 80, "%s.log.example.org.", typed);
    // ruleid: data-in-looked-up-name
    return res_query(host, 1, 1, answer, 512);
}

int beacon(const char *unit, char *name, unsigned long used)
{
    struct addrinfo *r = 0;

    snprintf(name + used, 64, ".%.12s.b.example.com", unit);
    // ruleid: data-in-looked-up-name
    if (getaddrinfo(name, NULL, NULL, &r) == 0)
        freeaddrinfo(r);
    return 0;
}

struct hostent *peer(const char *configured)
{
    // ok: data-in-looked-up-name
    return gethostbyname(configured);
}

struct hostent *update_server(void)
{
    // ok: data-in-looked-up-name
    return gethostbyname("updates.vendor.example");
}

int service(int port, struct addrinfo **out)
{
    char text[8];

    snprintf(text, sizeof(text), "%d", port);
    // ok: data-in-looked-up-name
    return getaddrinfo(text, "443", NULL, out);
}

struct hostent *by_parts(const char *text, struct hostent *none)
{
    char name[200];

    snprintf(name, sizeof name, "%.40s.%s", text, "q.example.net");
    // ruleid: data-in-looked-up-name
    return gethostbyname(name);
}

int by_joining(const char *text, unsigned char *answer)
{
    char name[200];

    strcpy(name, text);
    strcat(name, ".q.example.org");
    // ruleid: data-in-looked-up-name
    return res_query(name, 1, 16, answer, 512);
}

struct hostent *reverse(const unsigned char *a)
{
    char name[80];

    sprintf(name, "%u.%u.%u.%u.in-addr.arpa", a[3], a[2], a[1], a[0]);
    // ok: data-in-looked-up-name
    return gethostbyname(name);
}
