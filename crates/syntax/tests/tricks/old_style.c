// functions: add; name; main
int add(a, b)
	int a;
	int b;
{
	return a + b;
}
const char *name(n)
	int n;
{
	return "x";
}
int main(int argc, char **argv) { return add(argc, 1); }
