// functions: range
// means: extension
int range(int c)
{
	__label__ again;
	static void *targets[] = { &&again, &&done };
	typeof(c) copy = c;
	switch (c) {
	case 'a' ... 'z':
		return 1;
	}
	goto *targets[copy];
again:
	c = ({ int x = copy; x ?: 1; });
done:;
	asm volatile("nop" : "=r" (c) : "0" (copy), [x] "i" (1) : "memory", "cc");
	__asm__ __volatile__("nop" :: "r" (c));
	asm(HEAD "x" TAIL(1) : CONSTRAINTS(c));
	return __alignof__(int);
}
