// functions: use
struct node {
	DECLARE_BITMAP(bits, 32);
	LIST_ENTRY(node) link;
	QUEUE_HEAD(head)
	int value : 3;
	unsigned int : 5;
};
int use(struct node *n) { return n->value; }
