void *find(void *library, const char *part)
{
    // ruleid: dangerous-name-in-pieces
    void *run = dlsym(library, "sys" "tem");
    // ruleid: dangerous-name-in-pieces
    const char *backwards = "nepop";
    // ok: dangerous-name-in-pieces
    const char *version = "sys" VERSION "tem";
    // ok: dangerous-name-in-pieces
    const char *text = "pop" "up";
    // ok: dangerous-name-in-pieces
    return dlsym(library, "poll");
}
