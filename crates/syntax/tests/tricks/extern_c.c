// functions: inside
#ifdef __cplusplus
extern "C" {
#endif
int inside(void) { return 0; }
#ifdef __cplusplus
}
#endif
