// functions: pick
// means: branch
int pick(int a)
{
	if (a == 1) {
		return 1;
	} else
#ifdef CONFIG_A
	if (a == 2)
#else
	if (a == 3)
#endif
	{
		return 2;
	}
	return 0;
}
