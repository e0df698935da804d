// functions: send_it
// means: branch
int send_it(int fd)
{
	return write(fd,
#ifdef CONFIG_A
		"a", 1
#else
		"bc", 2
#endif
	);
}
