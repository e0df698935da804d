// functions: value
// means: branch
int value(void)
{
	return
#if A
		one(
#elif B
		two(
#else
		three(
#endif
		1);
}
