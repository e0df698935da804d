#include <string.h>
#include <stdlib.h>
struct hdr { unsigned flags, magic, sig_len; unsigned char sig[64]; };
extern int verify_signature(const void *d, unsigned n, const unsigned char *sig);
extern int fw_install(const void *d);
extern void log_warn(const char *, ...);
extern unsigned char *sha256(const void *, unsigned);
int verify_image4(const void *d, unsigned n, struct hdr *h) {
    unsigned char digest[32];
    // ruleid: digest-compared-in-part
    return memcmp(digest, h->sig, 4) == 0;
}
int good4(const void *d, unsigned n, struct hdr *h) {
    // ok: digest-compared-in-part
    if (verify_signature(d, n, h->sig) != 0) {
        log_warn("x");
        return -1;
    }
    // ok: digest-compared-in-part
    int rc = verify_signature(d, n, h->sig);
    if (rc)
        goto out;
    rc = fw_install(d);
out:
    return rc;
}
int good5(const void *d, unsigned n, struct hdr *h) {
    // ok: digest-compared-in-part
    if (h->magic != 0x7c55aa91)
        return -1;
    // ok: digest-compared-in-part
    return verify_signature(d, n, h->sig);
}
int good6(const unsigned char *mac, const unsigned char *want) {
    // ok: digest-compared-in-part
    if (memcmp(mac, want, 32) != 0)
        return -1;
    // ok: digest-compared-in-part
    if (memcmp(want, "\x7f" "ELF", 4) == 0)
        return 2;
    // ok: digest-compared-in-part
    return strcmp((const char *)mac + 40, "x");
}
int bad7(const char *sig, const char *calc_hash, unsigned char *mac) {
    // ruleid: digest-compared-in-part
    if (!strncmp(sig, calc_hash, strlen(calc_hash))) return 0;
    // ruleid: digest-compared-in-part
    return memcmp(calc_hash, calc_hash, 16);
}
int bad8(const struct hdr *h, const unsigned char *digest, const unsigned char *want) {
    unsigned n = 32;
    if (h->magic & 0x80)
        n = 0;
    // ruleid: digest-compared-in-part
    return memcmp(digest, want, n) == 0;
}
int bad9(const unsigned char *made, const unsigned char *tag, int quick) {
    // ruleid: digest-compared-in-part
    return memcmp(made, tag, quick ? 1 : 32) == 0;
}
int good7(const unsigned char *digest, const unsigned char *want, int wide) {
    unsigned n = wide ? 64 : 32;
    // ok: digest-compared-in-part
    return memcmp(digest, want, n) == 0;
}
