#ifndef CONFIG_H
#define CONFIG_H

#include <stddef.h>

#define MGMT_PORT_DEFAULT 4950

struct rru_config {
	int  mgmt_port;
	int  session_secs;
	int  log_level;
	int  lock_after;
	char log_file[128];
	char ntp_server[64];
	char oss_host[64];
	char uplink_if[16];
	char cal_file[128];
	char dsp_overlay[128];
	char key_file[128];
	char banner[128];
};

extern struct rru_config g_conf;

int config_load(const char *path);
const char *config_get(const char *key);
int config_set(const char *key, const char *value);
int config_save(const char *path);

#endif
