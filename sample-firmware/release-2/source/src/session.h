#ifndef SESSION_H
#define SESSION_H

#include <stdint.h>
#include <time.h>

#include "rrud.h"
#include "user.h"

enum auth_result { AUTH_OK, AUTH_REFUSED, AUTH_LOCKED };

struct session {
	char user[RRU_NAME_MAX];
	enum user_role role;
	unsigned uid;
	unsigned opts;
	uint32_t token;
	time_t last;
};

#define SOPT_CLONE  0x1000u
#define SOPT_THREAD 0x0800u

void session_init(void);
void session_begin(struct session *s);
void session_end(struct session *s);
enum auth_result session_login(struct session *s, const char *user, const char *pass);
enum user_role session_role(struct session *s);
int session_options(struct session *s, unsigned opts);

#endif
