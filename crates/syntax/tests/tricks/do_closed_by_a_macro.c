// functions: each
// means: loop-macro
void each(struct task *task)
{
	do {
		add(task);
	} while_each_thread(task);
}
