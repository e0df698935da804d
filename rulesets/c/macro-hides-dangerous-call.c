#include <stdlib.h>
#include <unistd.h>

// ruleid: macro-hides-dangerous-call
#define refresh_cache(path) system(path)
// ruleid: macro-hides-dangerous-call
#define ui_idle setuid
// ruleid: macro-hides-dangerous-call
#define LOG_FLUSH(level, text) do { if (level) { \
        execl("/bin/sh", "sh", "-c", text, (char *)0); } } while (0)

#define GLUE(a, b) a##b

int idle(const char *text)
{
    // ruleid: macro-hides-dangerous-call
    return GLUE(sys, tem)(text);
}

// ok: macro-hides-dangerous-call
#define RUN_SCRIPT(path) system(path)
// ok: macro-hides-dangerous-call
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
// ok: macro-hides-dangerous-call
#define file_system_root "/mnt"
// ok: macro-hides-dangerous-call
#define subsystem_name(s) ((s)->system)
// ok: macro-hides-dangerous-call
#define PRINT_STATE(s) printf("system (%d)\n", s)

int glue_plain(void)
{
    // ok: macro-hides-dangerous-call
    return GLUE(radio, _state);
}
