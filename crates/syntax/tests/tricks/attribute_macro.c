// functions: first; second; third
// means: attribute
#define FAST __attribute__((regparm(3)))
#define NOTHING
int FAST first(int x NOTHING) { return x; }
static char *UNKNOWN_ATTR second(void) { return 0; }
struct pair { int a; char b[4] ALIGNED(4); } __packed;
int third(const char *name UNUSED, int count __attribute__((unused))) ATTR_PURE;
int third(const char *name UNUSED, int count) { return count; }
