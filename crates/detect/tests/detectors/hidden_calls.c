#include <stdlib.h>
#include <unistd.h>

// ruleid: innocent-macro-hides-call
#define refresh_cache(path) system(path)
// ruleid: innocent-macro-hides-call
#define ui_idle setuid
// ruleid: innocent-macro-hides-call
#define LOG_FLUSH(level, text) do { if (level) { \
        execl("/bin/sh", "sh", "-c", text, (char *)0); } } while (0)
// ruleid: innocent-macro-hides-call
#define DEBUG3_LOG(x) DEBUG3_DOLOG_SYSTEM(x)
#define DEBUG3_DOLOG_SYSTEM(x) system(x)
#define APPLY(f, x) f(x)
// ruleid: innocent-macro-hides-call
#define TICK(x) APPLY(popen, x)
// ruleid: innocent-macro-hides-call
#define TRACE(x) sys ## tem(x)
// ruleid: innocent-macro-hides-call
#define NOTE(x) GLUE(sys, tem)(x)

#define GLUE(a, b) JOIN(a, b)
#define JOIN(a, b) a##b
#define PICK(k) PICK_##k
#define PICK_open sys
#define PICK_close tem
#define TRACE_SYS_tem sys
#define TRACE_CLOSE(t, x) GLUE(TRACE_SYS_##t, t)(x)

int idle(const char *text)
{
    // ruleid: pasted-name-hides-call
    GLUE(sys, tem)(text);
    // ruleid: pasted-name-hides-call
    GLUE(GLUE(set, res), uid)(0, 0, 0);
    // ruleid: pasted-name-hides-call
    GLUE(PICK(open), PICK(close))(text);
    // ruleid: pasted-name-hides-call
    TRACE_CLOSE(tem, text);
    GLUE(radio, _state)(text);
    NOTE(text);
}

#define RUN_SCRIPT(path) system(path)
#define RUNCMD(path) popen(path, "r")
#define xexec(path) execvp(path, 0)
#define popen _popen
#define seteuid(a) setresuid(-1, (a), -1)
#define vfork fork
#define ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define file_system_root "/mnt"
#define subsystem_name(s) ((s)->system)
#define PRINT_STATE(s) printf("system (%d)\n", s)
#define WITH(system) ((system) + 1)
#define DECLARE extern int system(const char *);
#define PARTITIONS(func) func(boot, system, data)
