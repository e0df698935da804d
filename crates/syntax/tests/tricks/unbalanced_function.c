// functions: before; after
int before(void)
{
	return 0;
}
int broken(void)
{
	if (1) {
		x = (;
}
int after(void)
{
	return 0;
}
