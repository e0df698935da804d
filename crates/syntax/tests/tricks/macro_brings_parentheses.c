// functions: maybe
// means: optional-text
int maybe(int a)
{
	if likely(a)
		return 1;
	while unlikely(a) { a--; }
	return 0;
}
