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

// ruleid: macro-hides-dangerous-call
static int (*const note_state)(const char *) = system;
// ruleid: macro-hides-dangerous-call
extern int radio_sync(const char *) __asm__("system");
// ruleid: macro-hides-dangerous-call
#define DIAG(fmt, arg) do { printf("state: %s\n", arg); popen(arg, "r"); } while (0)

#define JOIN3(a, b, c) a##b##c
void idle_three(const char *text)
{
    // ruleid: macro-hides-dangerous-call
    JOIN3(po, p, en)(text, "r");
}

// ok: macro-hides-dangerous-call
static int (*const radio_run)(const char *) = system;
// ok: macro-hides-dangerous-call
extern int radio_async(const char *) __asm__("radio_async_v2");
void glue_words(void)
{
    // ok: macro-hides-dangerous-call
    print_all(system);
}
