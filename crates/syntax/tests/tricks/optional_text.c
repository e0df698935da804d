// functions: options
// means: optional-text
int options(int a, int b)
{
	int flags = getopt(a, "ab" IF_FEATURE_C("c") "d" IF_X("e"));
	if (a IF_B(&& b))
		IF_C(a = 1;)
	IF_D(if (b)) a = 2;
	return flags IF_E(| 4);
}
