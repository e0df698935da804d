// functions: DEFINE_ONCE(setup); SYSCALL2(openat, int, fd, const char __user *, name); main
// means: function-macro
#define DEFINE_ONCE(name) static int name(void)
DEFINE_ONCE(setup)
{
	return 1;
}
SYSCALL2(openat, int, fd, const char __user *, name)
{
	return fd;
}
main()
{
	return 0;
}
