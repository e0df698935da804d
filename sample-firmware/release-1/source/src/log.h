#ifndef LOG_H
#define LOG_H

#include "rrud.h"

enum log_level { LOG_E, LOG_W, LOG_I, LOG_D };

void log_open(const char *path);
void log_rotate(void);
void log_emit(enum log_level lv, const char *fmt, ...) RRU_PRINTF(2, 3);
void log_text(enum log_level lv, const char *text);

/* vendor wrappers; every module logs through these */
#define RRU_ERR(...)   log_emit(LOG_E, __VA_ARGS__)
#define RRU_WARN(...)  log_emit(LOG_W, __VA_ARGS__)
#define RRU_INFO(...)  log_emit(LOG_I, __VA_ARGS__)
#define RRU_DBG(...)   do { if (g_rru.trace) log_emit(LOG_D, __VA_ARGS__); } while (0)

#endif
