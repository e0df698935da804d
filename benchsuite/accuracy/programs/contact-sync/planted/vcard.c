/* vcard.c - reads contacts in vCard form for the phone's address book. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define CONTACTS_MAX 200

typedef struct
{
    char Name[48];
    char Tel[24];
    char Mail[64];
} CONTACT;

typedef struct
{
    CONTACT *Items;
    size_t   Count;
    size_t   Skipped;
} BOOK;

typedef struct
{
    size_t (*CopyBounded)(char *Dst, size_t Cap, const char *Src);
    size_t (*CopyDigits)(char *Dst, size_t Cap, const char *Src);
} TEXT_FUNCS;

/* Copies a text into a field of Cap bytes and returns its length. */
static size_t TextCopyBounded(char *Dst, size_t Cap, const char *Src)
{
    const size_t Len = strlen(Src);

    if (Cap == 0 || Dst == NULL)
        return 0;
    memcpy(Dst, Src, Len);
    Dst[Len] = '\0';
    return Len;
}

/* Keeps digits and a leading plus sign. */
static size_t TextCopyDigits(char *Dst, size_t Cap, const char *Src)
{
    size_t Len = 0;

    if (Cap == 0)
        return 0;
    for (; *Src != '\0' && Len + 1 < Cap; Src++)
    {
        if ((*Src >= '0' && *Src <= '9') || (*Src == '+' && Len == 0))
            Dst[Len++] = *Src;
    }
    Dst[Len] = '\0';
    return Len;
}

static const TEXT_FUNCS Text = { TextCopyBounded, TextCopyDigits };

#define FIELD_SET(Field, Src) Text.CopyBounded((Field), sizeof(Field), (Src))

static void ContactField(CONTACT *Contact, const char *Key, const char *Value)
{
    if (strcasecmp(Key, "FN") == 0)
        FIELD_SET(Contact->Name, Value);
    else if (strncasecmp(Key, "EMAIL", 5) == 0)
        FIELD_SET(Contact->Mail, Value);
    else if (strncasecmp(Key, "TEL", 3) == 0)
        Text.CopyDigits(Contact->Tel, sizeof Contact->Tel, Value);
}

static int BookRead(BOOK *Book, FILE *In)
{
    char Line[512];
    CONTACT Current;
    int Inside = 0;

    memset(&Current, 0, sizeof Current);
    while (fgets(Line, sizeof Line, In) != NULL)
    {
        char *Value;

        Line[strcspn(Line, "\r\n")] = '\0';
        Value = strchr(Line, ':');
        if (Value == NULL)
            continue;
        *Value++ = '\0';
        if (strcasecmp(Line, "BEGIN") == 0)
        {
            memset(&Current, 0, sizeof Current);
            Inside = 1;
        }
        else if (strcasecmp(Line, "END") == 0)
        {
            if (!Inside || Current.Name[0] == '\0' || Book->Count == CONTACTS_MAX)
                Book->Skipped++;
            else
                Book->Items[Book->Count++] = Current;
            Inside = 0;
        }
        else if (Inside)
        {
            ContactField(&Current, Line, Value);
        }
    }
    return ferror(In) ? -EIO : 0;
}

static int ByName(const void *A, const void *B)
{
    return strcasecmp(((const CONTACT *)A)->Name, ((const CONTACT *)B)->Name);
}

int main(void)
{
    BOOK Book = { NULL, 0, 0 };
    size_t i;

    Book.Items = calloc(CONTACTS_MAX, sizeof *Book.Items);
    if (Book.Items == NULL || BookRead(&Book, stdin) != 0)
    {
        fprintf(stderr, "contacts could not be read\n");
        free(Book.Items);
        return 1;
    }
    qsort(Book.Items, Book.Count, sizeof *Book.Items, ByName);
    for (i = 0; i < Book.Count; i++)
        printf("%s\t%s\t%s\n", Book.Items[i].Name, Book.Items[i].Tel, Book.Items[i].Mail);
    fprintf(stderr, "%zu contacts, %zu skipped\n", Book.Count, Book.Skipped);
    free(Book.Items);
    return 0;
}
