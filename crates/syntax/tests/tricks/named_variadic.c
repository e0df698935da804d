// functions: tell
#define dbg(fmt...) printf(fmt)
#define err(fmt, args...) do { printf(fmt, ##args); } while (0)
int tell(void) { dbg("x"); err("%d", 1); return 0; }
