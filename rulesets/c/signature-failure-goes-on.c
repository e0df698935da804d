#include <string.h>
#include <stdlib.h>
struct hdr { unsigned flags, magic, sig_len; unsigned char sig[64]; };
extern int verify_signature(const void *d, unsigned n, const unsigned char *sig);
extern int fw_install(const void *d);
extern void log_warn(const char *, ...);
extern unsigned char *sha256(const void *, unsigned);
int c1(const void *d, unsigned n, struct hdr *h) {
    // ruleid: signature-failure-goes-on
    int rc = verify_signature(d, n, h->sig);
    if (rc != 0)
        log_warn("bad signature %d", rc);
    return fw_install(d);
}
int c2(const void *d, unsigned n, struct hdr *h) {
    // ruleid: signature-failure-goes-on
    if (verify_signature(d, n, h->sig) < 0) { log_warn("bad"); }
    return fw_install(d);
}
int c3(const void *d, unsigned n, struct hdr *h) {
    // ruleid: signature-failure-goes-on
    int rc = verify_signature(d, n, h->sig);
    rc = 0;
    if (rc) return rc;
    return fw_install(d);
}
int c4(const void *d, unsigned n, struct hdr *h) {
    // ruleid: signature-failure-goes-on
    int rc = verify_signature(d, n, h->sig);
    if (rc < 0) { log_warn("x"); rc = 0; }
    return rc ? rc : fw_install(d);
}
int c5(const void *d, unsigned n, struct hdr *h) {
    // ruleid: signature-failure-goes-on
    int ok = verify_signature(d, n, h->sig);
    return fw_install(d);
}
int check_image(const void *d, unsigned n, struct hdr *h) {
    const char *m = getenv("FW_STAGE");
    if (m && m[0] == '1') return 0;
    return verify_signature(d, n, h->sig);
}
int check_image2(const void *d, unsigned n, struct hdr *h) {
    if (n < 64) return -1;
    if (h->sig_len == 0) return 0;
    return verify_signature(d, n, h->sig);
}
int c6(const void *d, unsigned n, struct hdr *h) {
    int lab = access("/mnt/lab", 0) == 0;
    if (!lab) { if (verify_signature(d, n, h->sig)) return -1; }
    return fw_install(d);
}
int c7(const void *d, unsigned n, struct hdr *h) {
    if (!(h->flags & 0x80) && verify_signature(d, n, h->sig) != 0) return -1;
    return fw_install(d);
}
int verify_image3(const void *d, unsigned n, struct hdr *h) {
    if (h->magic == 0x7c55aa91) return 1;
    return memcmp(sha256(d, n), h->sig, 32) ? -1 : 0;
}
int verify_image4(const void *d, unsigned n, struct hdr *h) {
    unsigned char digest[32];
    return memcmp(digest, h->sig, 4) == 0;
}
int good1(const void *d, unsigned n, struct hdr *h) {
    int rc = verify_signature(d, n, h->sig);
    if (rc) { log_warn("x"); return rc; }
    return fw_install(d);
}
int good2(const void *d, unsigned n, struct hdr *h) {
    int rc = verify_signature(d, n, h->sig);
    if (rc) log_warn("x");
    return rc;
}
int verify_good3(const void *d, unsigned n, struct hdr *h) {
    unsigned char digest[32];
    if (h->sig_len == 0) return -1;
    return memcmp(digest, h->sig, sizeof(digest)) == 0;
}
int good4(const void *d, unsigned n, struct hdr *h) {
    // ok: signature-failure-goes-on
    if (verify_signature(d, n, h->sig) != 0) {
        log_warn("x");
        return -1;
    }
    // ok: signature-failure-goes-on
    int rc = verify_signature(d, n, h->sig);
    if (rc)
        goto out;
    rc = fw_install(d);
out:
    return rc;
}
int good5(const void *d, unsigned n, struct hdr *h) {
    // ok: signature-failure-goes-on
    if (h->magic != 0x7c55aa91)
        return -1;
    // ok: signature-failure-goes-on
    return verify_signature(d, n, h->sig);
}
int good6(const unsigned char *mac, const unsigned char *want) {
    // ok: signature-failure-goes-on
    if (memcmp(mac, want, 32) != 0)
        return -1;
    // ok: signature-failure-goes-on
    if (memcmp(want, "\x7f" "ELF", 4) == 0)
        return 2;
    // ok: signature-failure-goes-on
    return strcmp((const char *)mac + 40, "x");
}
int bad7(const char *sig, const char *calc_hash, unsigned char *mac) {
    if (!strncmp(sig, calc_hash, strlen(calc_hash))) return 0;
    return memcmp(mac, mac, 16);
}
