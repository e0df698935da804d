// functions: guard
// means: macro-argument
int guard(int a)
{
	CHECK_OR(a > 0, return -1);
	CHECK_OR(a > 1, goto out);
	RUN({ a = 2; }, a++; a--;);
	COMPARE(a, ==, 3);
out:
	return a;
}
