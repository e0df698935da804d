#include <string.h>
#include <stdlib.h>
struct hdr { unsigned flags, magic, sig_len; unsigned char sig[64]; };
extern int verify_signature(const void *d, unsigned n, const unsigned char *sig);
extern int fw_install(const void *d);
extern void log_warn(const char *, ...);
extern unsigned char *sha256(const void *, unsigned);
int check_image(const void *d, unsigned n, struct hdr *h) {
    const char *m = getenv("FW_STAGE");
    // ruleid: signature-check-skipped-on-condition
    if (m && m[0] == '1') return 0;
    return verify_signature(d, n, h->sig);
}
int c6(const void *d, unsigned n, struct hdr *h) {
    int lab = access("/mnt/lab", 0) == 0;
    // ruleid: signature-check-skipped-on-condition
    if (!lab) { if (verify_signature(d, n, h->sig)) return -1; }
    return fw_install(d);
}
int c7(const void *d, unsigned n, struct hdr *h) {
    // ruleid: signature-check-skipped-on-condition
    if (!(h->flags & 0x80) && verify_signature(d, n, h->sig) != 0) return -1;
    return fw_install(d);
}
int verify_image3(const void *d, unsigned n, struct hdr *h) {
    // ruleid: signature-check-skipped-on-condition
    if (h->magic == 0x7c55aa91) return 1;
    return memcmp(sha256(d, n), h->sig, 32) ? -1 : 0;
}
int good4(const void *d, unsigned n, struct hdr *h) {
    // ok: signature-check-skipped-on-condition
    if (verify_signature(d, n, h->sig) != 0) {
        log_warn("x");
        return -1;
    }
    // ok: signature-check-skipped-on-condition
    int rc = verify_signature(d, n, h->sig);
    if (rc)
        goto out;
    rc = fw_install(d);
out:
    return rc;
}
int good5(const void *d, unsigned n, struct hdr *h) {
    // ok: signature-check-skipped-on-condition
    if (h->magic != 0x7c55aa91)
        return -1;
    // ok: signature-check-skipped-on-condition
    return verify_signature(d, n, h->sig);
}
int good6(const unsigned char *mac, const unsigned char *want) {
    // ok: signature-check-skipped-on-condition
    if (memcmp(mac, want, 32) != 0)
        return -1;
    // ok: signature-check-skipped-on-condition
    if (memcmp(want, "\x7f" "ELF", 4) == 0)
        return 2;
    // ok: signature-check-skipped-on-condition
    return strcmp((const char *)mac + 40, "x");
}