// functions: check
// means: branch
int check(int a, int b)
{
#ifdef CONFIG_A
	if (a) {
#else
	if (b) {
#endif
		return 1;
	}
	return 0;
}
