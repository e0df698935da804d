/* agent.c - set requests of the system group. */
#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include "agent.h"

static char sys_contact[TEXT_MAX] = "";
static char sys_name[TEXT_MAX] = "";
static char sys_location[TEXT_MAX] = "";

static int set_text(char *dst, const struct varbind *vb)
{
    if (vb->len >= TEXT_MAX)
        return SNMP_WRONG_LENGTH;
    memcpy(dst, vb->value, vb->len);
    dst[vb->len] = '\0';
    return SNMP_NO_ERROR;
}

static int set_contact(const struct varbind *vb)
{
    int rc = set_text(sys_contact, vb);

    if (rc != SNMP_NO_ERROR)
        return rc;
    if (strncmp(sys_contact, "mailto:", 7) == 0)
        return contact_publish(sys_contact + 7) ? SNMP_GEN_ERROR : SNMP_NO_ERROR;
    return SNMP_NO_ERROR;
}

static int set_name(const struct varbind *vb)
{
    size_t i;

    for (i = 0; i < vb->len; i++) {
        if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789-", vb->value[i]))
            return SNMP_WRONG_VALUE;
    }
    return set_text(sys_name, vb);
}

static int set_location(const struct varbind *vb)
{
    return set_text(sys_location, vb);
}

static const struct object {
    unsigned oid[OID_MAX];
    unsigned oid_len;
    int (*set)(const struct varbind *vb);
} objects[] = {
    { { 1, 3, 6, 1, 2, 1, 1, 4, 0 }, 9, set_contact },
    { { 1, 3, 6, 1, 2, 1, 1, 5, 0 }, 9, set_name },
    { { 1, 3, 6, 1, 2, 1, 1, 6, 0 }, 9, set_location },
};

int agent_set(const struct varbind *vb, int may_write)
{
    size_t i;

    if (!may_write) {
        syslog(LOG_NOTICE, "set request without write access");
        return SNMP_NO_ACCESS;
    }
    for (i = 0; i < sizeof objects / sizeof objects[0]; i++) {
        if (vb->oid_len == objects[i].oid_len
            && memcmp(vb->oid, objects[i].oid,
                      vb->oid_len * sizeof vb->oid[0]) == 0)
            return objects[i].set(vb);
    }
    return SNMP_NOT_WRITABLE;
}
