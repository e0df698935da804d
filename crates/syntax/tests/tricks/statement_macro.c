// functions: first; second
// means: statement-macro
#define DECLARE(x) static int x;
MODULE_NAME("x")
DECLARE(counter)
int first(void)
{
	ENTER(1)
	ASSERT(counter)
	return counter;
}
EXPORT_IT(first)
int second(void)
{
	DEFINE_WAIT(w)
	static DEFINE_STATE(limit, 5 * HZ, 5);
	DECLARE_BITMAP(mask, 64) = { 0 };
	BEGIN
	call();
	END
}
