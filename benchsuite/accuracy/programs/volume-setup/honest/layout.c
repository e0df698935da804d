/*
 * layout.c - what belongs on the application volume
 */
#include "volume.h"

const struct vol_entry vol_layout[] = {
	{ "bin",              VOL_DIR,               0755, NULL },
	{ "etc",              VOL_DIR,               0750, NULL },
	{ "etc/app.conf",     VOL_FILE | VOL_KEEP,   0640, "defaults/app.conf" },
	{ "bin/netinfo",      VOL_FILE | VOL_HELPER, 0755, "stage/netinfo" },
	{ "bin/appd",         VOL_FILE,              0755, "stage/appd" },
	{ "share",            VOL_DIR,               0755, NULL },
	{ "share/strings.db", VOL_FILE,              0644, "stage/strings.db" },
};

const size_t vol_layout_len = sizeof(vol_layout) / sizeof(vol_layout[0]);
