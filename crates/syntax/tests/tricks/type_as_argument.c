// functions: types
// means: macro-argument
#include <stddef.h>
int types(struct link *l, va_list ap)
{
	struct item *item = container_of(l, struct item, link);
	int n = va_arg(ap, int);
	char *s = va_arg(ap, char *);
	size_t at = offsetof(struct item, sub.field);
	item = kmalloc_type(sizeof(struct item), unsigned long *);
	return MAX_T(unsigned int, n, at) + READ_ONCE(item->n) + same(item_t *, s);
}
