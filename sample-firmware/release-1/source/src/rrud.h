#ifndef RRUD_H
#define RRUD_H

#include <stddef.h>
#include <stdint.h>

#define RRU_NAME_MAX   32
#define RRU_LINE_MAX   512
#define RRU_MAX_CELLS  6
#define RRU_VERSION    "2.3.1"

#if defined(__GNUC__)
# define RRU_PRINTF(a, b) __attribute__((format(printf, a, b)))
# define RRU_UNUSED       __attribute__((unused))
# define RRU_COLD         __attribute__((cold))
#else
# define RRU_PRINTF(a, b)
# define RRU_UNUSED
# define RRU_COLD
#endif

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))
#define RRU_MIN(a, b) ((a) < (b) ? (a) : (b))

enum cell_state { CELL_DOWN, CELL_STARTING, CELL_UP, CELL_FAULT };

struct rru_cell {
	unsigned id;
	enum cell_state state;
	uint32_t earfcn;
	int16_t power_dbm10;	/* tenths of a dBm */
	uint16_t bandwidth_khz;
};

struct rru {
	char serial[RRU_NAME_MAX];
	char site[64];
	unsigned ncells;
	struct rru_cell cells[RRU_MAX_CELLS];
	int running;
	int trace;
};

extern struct rru g_rru;

#define for_each_cell(c) \
	for ((c) = g_rru.cells; (c) < g_rru.cells + g_rru.ncells; (c)++)

/* statement macros; no semicolon wanted behind them */
#define RRU_CHECK(cond, rc)  if (!(cond)) return (rc);
#define RRU_ONCE             { static int done_; if (done_) return; done_ = 1; }

int caltab_load(const char *path);
int caltab_apply(struct rru_cell *c, int temp_c);
int dsp_load_overlay(const char *path);
int timesync_poll(void);
int timesync_guard(void);
int netif_announce(const char *ifname, const unsigned char ip[4]);
int linkmon_start(const char *ifname);
int uplink_report(const char *host, const char *text);
struct session;
void maint_title(char *argv0);
int maint_request(struct session *s, const char *what);
int maint_daily(void);
int diag_run(const char *what, const char *arg, char *out, size_t outlen);

#endif
