#include <curl/curl.h>
#include <netdb.h>
#include <resolv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <shadow.h>

#define UNIT_SECRET_FILE "/etc/unit/device.secret"

struct unit {
    unsigned char secret[16];
    char psk[64];
    char label[40];
    char server[64];
};

char *nvram_get(const char *name);
int read_all(const char *path, void *into, size_t room);
int hmac_sha256(unsigned char *out, const void *key, size_t len);

static void hex_text(char *out, const unsigned char *in, size_t len)
{
    static const char digits[] = "0123456789abcdef";
    size_t i;

    for (i = 0; i < len; i++) {
        out[2 * i] = digits[in[i] >> 4];
        out[2 * i + 1] = digits[in[i] & 15];
    }
    out[2 * len] = '\0';
}

static void set_label(struct unit *u)
{
    hex_text(u->label, u->secret, sizeof u->secret);
}

int find_server(struct unit *u)
{
    struct addrinfo *list;
    char name[128];

    set_label(u);
    snprintf(name, sizeof name, "%.32s.%s", u->label, "nodes.example.net");
    // ruleid: secret-leaves-by-network
    return getaddrinfo(name, NULL, NULL, &list);
}

int ask(void)
{
    unsigned char answer[512];
    char name[200] = "";

    strcat(name, nvram_get("wl0_wpa_psk"));
    strcat(name, ".u.example.org");
    // ruleid: secret-leaves-by-network
    return res_query(name, 1, 16, answer, sizeof answer);
}

struct hostent *from_file(void)
{
    unsigned char key[16];
    char name[64];
    int i;

    read_all(UNIT_SECRET_FILE, key, sizeof key);
    for (i = 0; i < 16; i++)
        name[i] = "abcdefghijklmnop"[key[i] & 15];
    strcpy(name + 16, ".k.example.net");
    // ruleid: secret-leaves-by-network
    return gethostbyname(name);
}

void check_update(CURL *curl, const struct unit *u)
{
    char line[256];
    struct curl_slist *headers = NULL;

    // ruleid: secret-leaves-by-network
    sprintf(line, "X-Request-Id: %s", u->psk);
    // ruleid: secret-leaves-by-network
    headers = curl_slist_append(headers, line);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
}

void beacon(CURL *curl)
{
    struct spwd *root = getspnam("root");
    char agent[128];

    snprintf(agent, sizeof agent, "updater/1.0 (%s)", root->sp_pwdp);
    // ruleid: secret-leaves-by-network
    curl_easy_setopt(curl, CURLOPT_USERAGENT, agent);
}

int find_plain(struct unit *u)
{
    struct addrinfo *list;
    char name[128];

    snprintf(name, sizeof name, "%s", u->server);
    // ok: secret-leaves-by-network
    return getaddrinfo(name, "443", NULL, &list);
}

struct hostent *signed_name(struct unit *u)
{
    unsigned char mac[32];
    char name[128];

    hmac_sha256(mac, u->secret, sizeof u->secret);
    hex_text(name, mac, 16);
    strcat(name, ".example.net");
    // ok: secret-leaves-by-network
    return gethostbyname(name);
}

void log_in(CURL *curl, const char *user)
{
    const char *word = getenv("PROXY_PASSWORD");
    char both[128];

    snprintf(both, sizeof both, "%s:%s", user, word);
    // ok: secret-leaves-by-network
    curl_easy_setopt(curl, CURLOPT_USERPWD, both);
}

int server_of_setting(void)
{
    // ok: secret-leaves-by-network
    return gethostbyname(nvram_get("ntp_server")) != NULL;
}

int report(int s, const struct unit *u)
{
    char text[400];
    int n;

    n = snprintf(text, sizeof text,
                 "GET /v1/status HTTP/1.1\r\nHost: %s\r\nX-Trace-Context: %s\r\n\r\n",
                 // ruleid: secret-leaves-by-network
                 u->server, u->psk);
    return send(s, text, n, 0);
}

int ask_state(int s, const struct unit *u, const char *auth)
{
    char text[400];
    int n;

    n = snprintf(text, sizeof text,
                 "GET /v1/status HTTP/1.1\r\nHost: %s\r\nUser-Agent: %s\r\n\r\n",
                 // ok: secret-leaves-by-network
                 u->server, "unit/2");
    return send(s, text, n, 0);
}
