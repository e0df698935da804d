#ifndef AGENT_H
#define AGENT_H

#include <stddef.h>

#define OID_MAX 16
#define TEXT_MAX 256

enum {
    SNMP_NO_ERROR = 0,
    SNMP_GEN_ERROR = 5,
    SNMP_NO_ACCESS = 6,
    SNMP_WRONG_LENGTH = 8,
    SNMP_WRONG_VALUE = 10,
    SNMP_NOT_WRITABLE = 17
};

struct varbind {
    unsigned oid[OID_MAX];
    unsigned oid_len;
    const char *value;
    size_t len;
};

int agent_set(const struct varbind *vb, int may_write);
int contact_publish(const char *text);

#endif
