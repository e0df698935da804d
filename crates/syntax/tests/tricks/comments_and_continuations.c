// functions: joined
#define A \
	1 /* over
	lines */ + 2
/* int hidden(void) { } */ int joined(void) // trailing \
	int gone;
{
	char *s = "a \
b"; /* } */
	return A; // {
}
