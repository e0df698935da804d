// functions: log_line; get
// means: attribute
static int __printf_like(1, 2) log_line(const char *fmt, ...) { return fmt[0]; }
int table[4] __section(".data") = { 1, 2, 3, 4 };
u32 __maybe get(void) __releases(lock)
	__acquires(lock)
{
	return table[0];
}
