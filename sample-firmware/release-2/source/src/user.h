#ifndef USER_H
#define USER_H

enum user_role { ROLE_NONE, ROLE_VIEWER, ROLE_OPERATOR, ROLE_ADMIN };

int user_init(void);
int user_add(const char *name, const char *pass, enum user_role role);
int user_check(const char *name, const char *pass, enum user_role *role);
int user_passwd(const char *name, const char *old, const char *new);

#endif
