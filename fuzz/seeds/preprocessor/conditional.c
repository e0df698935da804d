#define A(x) do { x; } while (0)
#if A
int f(void) {
#else
int f(int a) {
#endif
  A(g());
  for_each(i) h(i);
}
