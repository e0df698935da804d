#include <string.h>
#include <sys/socket.h>
struct account { char password[64]; char api_token[33]; };

int login(const struct account *a, const char *typed)
{
    // ruleid: given-length-bounds-comparison
    return strncmp(a->password, typed, strlen(typed)) == 0;
}

int token_ok(const struct account *a, const char *offered)
{
    size_t n = strlen(offered);
    if (n > 32)
        return 0;
    // ruleid: given-length-bounds-comparison
    return !memcmp(offered, a->api_token, n);
}

int serve(int fd, const unsigned char *secret)
{
    unsigned char in[64];
    int got = recv(fd, in, sizeof(in), 0);
    if (got < 0)
        return -1;
    // ruleid: given-length-bounds-comparison
    if (!memcmp(secret, in, got))
        return 1;
    return 0;
}

int login_whole(const struct account *a, const char *typed)
{
    // ok: given-length-bounds-comparison
    return strcmp(a->password, typed) == 0;
}

int command(const char *word, const char *line)
{
    // ok: given-length-bounds-comparison
    return strncmp(line, word, strlen(word)) == 0;
}

int token_whole(const struct account *a, const char *offered)
{
    size_t n = strlen(offered);
    if (n != strlen(a->api_token))
        return 0;
    // ok: given-length-bounds-comparison
    return !memcmp(offered, a->api_token, n);
}

int header(const char *line)
{
    // ok: given-length-bounds-comparison
    return strncmp(line, "token=", strlen("token=")) == 0;
}
