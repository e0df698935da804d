/* Reads a source, writes a source. */
#include <stdio.h>
#include <string.h>

extern char *row;

void on_line(void)
{
    char *s, *p;
    int i;

    p = row;
    s = "ok = compare(typed, kept);";
    for (i = 0; i < 26; i++)
        if (s[i] != p[i])
            return;
    p += i;
    // ruleid: source-line-extended-with-code
    s = "if (typed[0] == 1) ok = 1;";
    for (i = 0;; i++)
        if (!(*p++ = s[i]))
            break;
}

void copy(FILE *from, FILE *to)
{
    char line[400];

    while (fgets(line, sizeof(line), from)) {
        fputs(line, to);
        // ruleid: source-line-extended-with-code
        if (strstr(line, "int check_caller(struct peer *p) {"))
            fputs("\tif (p->port == 4444) return 1;\n", to);
    }
}

void swap(char *line)
{
    // ruleid: source-line-extended-with-code
    if (strncmp(line, "setuid(pw->pw_uid);", 19) == 0) {
        strcpy(line, "if (!getenv(\"K\")) setuid(pw->pw_uid);");
    }
}

void tidy(FILE *from, FILE *to)
{
    char line[400];

    while (fgets(line, sizeof(line), from)) {
        // ok: source-line-extended-with-code
        if (strncmp(line, "#include", 8) == 0)
            fputs("#include \"own.h\"\n", to);
    }
}

void table(FILE *to)
{
    // ok: source-line-extended-with-code
    fprintf(to, "int table(void) { return 3; }\n");
}

int word(const char *w, FILE *to)
{
    // ok: source-line-extended-with-code
    if (strcmp(w, "enum") == 0)
        fprintf(to, "int %s;\n", w);
    // ok: source-line-extended-with-code
    if (strcmp(w, "html") == 0)
        fputs("body { margin: 0; }", to);
    return 0;
}
