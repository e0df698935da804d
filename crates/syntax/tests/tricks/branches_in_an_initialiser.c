// functions: size
static const int table[] = {
	1,
#ifdef CONFIG_A
	2,
#else
	3,
#endif
	4
};
enum kind {
	KIND_A,
#if CONFIG_B
	KIND_B,
#endif
	KIND_C
};
int size(void) { return sizeof(table); }
