// functions: entry; set
// means: attribute
typedef int (WINAPI *callback_t)(void *);
EFI_STATUS EFIAPI entry(void *handle) { return 0; }
static void set(int (FAST_CALL *run)(int), u8 __iomem *base) { run(*(u32 *)(base + 4)); }
