// functions: count
static const struct entry entries[] = {
	ENTRY("a", 1)
	ENTRY("b", 2)
	{ "c", 3 },
	OPTIONAL(IF_ON("d", 4),)
};
enum { FALSE, TRUE, NUMBERS(1), NUMBERS(2) };
int count(void) { return 2; }
