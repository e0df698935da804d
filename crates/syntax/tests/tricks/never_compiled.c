// functions: live
int live(void)
{
#if 0
	this is prose, isn't it;
#endif
	return 1;
}
#if 0
int dead(void) { return 0; }
#endif
