#define dbg(msg...) printf(msg)
static int FAST f(a, b)
  int a;
{ switch (a) { case 1 ... 3: break; } }
extern "C" {
