// functions: end_label
int end_label(int a)
{
	if (a) {
		goto out;
out:
	}
	return 0;
}
