#include <stdint.h>
#include <string.h>

#define FIELD_WORD "blue-harbor-7"

struct request { char user[32]; char password[64]; };
struct account { const char *name; const char *word; };

static const struct account built_in[] = {
    { "fieldsvc", "Zx-99!blue" },
    { "lab", "kk27-moss" },
    { 0, 0 }
};
static const unsigned char known_digest[16] = {
    0x5e, 0x33, 0x1f, 0x90, 0x12, 0x77, 0x4a, 0x0b, 0x9c, 0x61, 0xd2, 0xee, 0x38, 0x05, 0xab, 0x44
};

extern void md5(const void *data, unsigned n, unsigned char *out);
extern const char *http_get_header(void *request, const char *name);
extern const char *stored_word(const char *user);

int in_table(const struct request *r)
{
    int i;

    for (i = 0; built_in[i].name; i++) {
        // ruleid: credential-meets-constant
        if (!strcmp(r->user, built_in[i].name) && !strcmp(r->password, built_in[i].word))
            return 1;
    }
    return 0;
}

int by_macro(const struct request *r)
{
    const char *given = r->password;
    const char *want = FIELD_WORD;

    // ruleid: credential-meets-constant
    return strcmp(given, want) == 0;
}

static int same_text(const char *a, const char *b)
{
    while (*a && *b) {
        // ruleid: credential-meets-constant
        if (*a++ != *b++)
            return 0;
    }
    // ruleid: credential-meets-constant
    return *a == *b;
}

int through_wrapper(void *request)
{
    const char *seen = http_get_header(request, "X-Api-Key");

    // ruleid: credential-meets-constant
    return seen && same_text(seen, "qq-1187-unit");
}

int by_digest(const char *pass)
{
    unsigned char got[16];

    md5(pass, strlen(pass), got);
    // ruleid: credential-meets-constant
    return memcmp(got, known_digest, sizeof(got)) == 0;
}

static uint32_t fold(const char *s)
{
    uint32_t h = 5381;

    while (*s)
        h = h * 33 + (unsigned char)*s++;
    return h;
}

int by_number(const char *passwd)
{
    // ruleid: credential-meets-constant
    return fold(passwd) == 0x7c9e6865u;
}

int by_case(const char *passphrase)
{
    // ruleid: credential-meets-constant
    switch (fold(passphrase)) {
    case 0x51d2aa07u:
        return 1;
    }
    return 0;
}

int by_bytes(const char *pin)
{
    // ruleid: credential-meets-constant
    return pin[0] == '7' && pin[1] == '1' && pin[2] == '9';
}

int honest(const struct request *r)
{
    // ok: credential-meets-constant
    if (strcmp(r->password, "") == 0)
        return 0;
    // ok: credential-meets-constant
    return strcmp(r->password, stored_word(r->user)) == 0;
}

int option(const char *password_source)
{
    // ok: credential-meets-constant
    return strncmp(password_source, "stdin", 5) == 0;
}

int other_text(const struct request *r)
{
    // ok: credential-meets-constant
    return strcmp(r->user, "nobody-here") == 0;
}

int wiped(const struct request *r)
{
    static const char zero[64] = { 0 };

    // ok: credential-meets-constant
    return memcmp(r->password, zero, sizeof(zero)) == 0;
}
