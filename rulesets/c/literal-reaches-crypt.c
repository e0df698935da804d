#include <crypt.h>
#include <string.h>

int rescue_login(const char *typed)
{
    // ruleid: literal-reaches-crypt
    return strcmp(crypt(typed, "$1$ab12$"), hash_of_unit()) == 0;
}

int expected(char *out, const char *salt)
{
    // ruleid: literal-reaches-crypt
    const char *h = crypt("f1eld-s3rvice", salt);

    strcpy(out, h);
    return 0;
}

int fixed_hash(const char *typed)
{
    char *made = crypt(typed, read_salt());

    // ruleid: literal-reaches-crypt
    if (!strcmp("$5$9as8dh$Q1pE0n7rJb2cGx", made))
        return 1;
    return 0;
}

int login(const char *typed, const char *stored)
{
    // ok: literal-reaches-crypt
    return strcmp(crypt(typed, stored), stored) == 0;
}

int is_md5(const char *stored)
{
    // ok: literal-reaches-crypt
    return strncmp(stored, "$1$", 3) == 0;
}

int change(const char *typed, char *salt)
{
    // ok: literal-reaches-crypt
    return store(pw_encrypt(typed, salt, 1));
}

void keeper(char *into)
{
    // ruleid: literal-reaches-crypt
    strcpy(into, SEC_crypt(WARDEN_WORD, WARDEN_SALT));
}

void block(struct cipher *c, char *salt)
{
    // ok: literal-reaches-crypt
    des_crypt(c, DES_ENCRYPT);
    // ok: literal-reaches-crypt
    keep(SEC_crypt(typed(), salt));
}
