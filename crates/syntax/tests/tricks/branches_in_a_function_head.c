// functions: open_it; open_it; close_it
// means: branch
#ifdef CONFIG_A
int open_it(int a) {
#else
int open_it(void) {
	int a = 0;
#endif
	return a;
}
int close_it(void) { return 0; }
