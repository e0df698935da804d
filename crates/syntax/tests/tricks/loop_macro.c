// functions: walk
// means: loop-macro
#define for_each(x, list) for (x = (list)->first; x; x = x->next)
#define forever for (;;)
int walk(struct list *list, struct item *x)
{
	for_each(x, list) {
		use(x);
	}
	for_each(x, list)
		use(x);
	list_for_each_entry(x, list, struct item, link) {
		if (x)
			break;
	}
	forever {
		break;
	}
	return 0;
}
