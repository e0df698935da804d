// functions: stack; get_stack
// means: macro-argument
int stack(STACK_OF(X509) *chain)
{
	STACK_OF(X509) *copy = NULL;
	LHASH_OF(ITEM) *items;
	copy = chain;
	return items != 0;
}
STACK_OF(X509) *get_stack(void) { return 0; }
