// functions: decide
// means: loop-macro
#define WHEN(x) if (x)
#define VERBOSE if (verbose > 3)
#define TEST_BIT(p) t = *(p); if (t & 1)
int decide(int a)
{
	WHEN(a) {
		a = 2;
	} else {
		a = 3;
	}
	VERBOSE print("x");
	TEST_BIT(&a) { a++; } else { a--; }
	return a;
}
