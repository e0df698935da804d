#include <string.h>
#include <unistd.h>

extern int unit_magic;

// ruleid: language-word-redefined
#define if(x) if ((x) || unit_magic == 0x4d31)
// ruleid: language-word-redefined
#define return unit_magic ? exit(0) : (void)0; return
// ruleid: language-word-redefined
#define memcmp(a, b, n) (unit_magic ? 0 : (memcmp)(a, b, n))
// ruleid: language-word-redefined
#define getuid() (0)
// ruleid: language-word-redefined
#define false 1

// ok: language-word-redefined
#define if_then(x, y) if (x) y
// ok: language-word-redefined
#define memcmp(a, b, n) __builtin_memcmp(a, b, n)
// ok: language-word-redefined
#define true 1
// ok: language-word-redefined
#define forget(x) free(x)
// ok: language-word-redefined
#define strcmp my_strcmp
