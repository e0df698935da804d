/*
 * agent.c - takes an update from the download folder to the spare slot
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <syslog.h>
#include <unistd.h>

#include "image.h"

struct agent {
    const char *key_path;
    const char *slot;
    uint32_t    running;
    unsigned    failures;
};

static int agent_refuse(struct agent *a, const char *path, const char *why)
{
    a->failures++;
    syslog(LOG_WARNING, "ota: %s: %s", path, why);
    if (unlink(path) < 0)
        syslog(LOG_WARNING, "ota: %s stays behind", path);
    return -1;
}

int agent_take(struct agent *a, const char *path)
{
    if (image_check(path, a->key_path, a->running) < 0)
        return agent_refuse(a, path, "not genuine");
    if (slot_write(path, a->slot) < 0)
        return agent_refuse(a, path, "not written");
    if (slot_arm(a->slot) < 0)
        return agent_refuse(a, path, "slot not armed");
    syslog(LOG_NOTICE, "ota: %s in place, restart pending", path);
    return 0;
}
