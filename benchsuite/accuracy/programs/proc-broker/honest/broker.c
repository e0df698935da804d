/*
 * broker.c - runs child processes on behalf of local clients
 *
 * Each client has a session with the credentials that SO_PEERCRED gave; a
 * client may wait for its own children, the administrator for any.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

#define BW_NOHANG	0x01
#define BW_STOPPED	0x02
#define BW_CLONE	0x10
#define BW_GROUP	0x20
#define BW_VALID	(BW_NOHANG | BW_STOPPED | BW_CLONE | BW_GROUP)

#define MAX_CHILD	32

struct session {
	int fd;
	uid_t uid;
	gid_t gid;
	pid_t child[MAX_CHILD];
	int children;
};

struct wait_req {
	pid_t pid;
	unsigned int options;
};

struct wait_rep {
	pid_t pid;
	int status;
	int error;
};

int session_open(struct session *s, int fd)
{
	struct ucred uc;
	socklen_t len = sizeof(uc);

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &uc, &len) < 0)
		return -errno;
	memset(s, 0, sizeof(*s));
	s->fd = fd;
	s->uid = uc.uid;
	s->gid = uc.gid;
	return 0;
}

static int session_owns(const struct session *s, pid_t pid)
{
	int i;

	if (s->uid == 0)
		return 1;
	for (i = 0; i < s->children; i++)
		if (s->child[i] == pid)
			return 1;
	return 0;
}

static int check_options(struct session *s, const struct wait_req *rq)
{
	int rc = 0;

	if (rq->options & ~BW_VALID)
		return -EINVAL;
	/* a group of clones is nobody's own; the administrator asks for one pid */
	if ((rq->options & (BW_CLONE | BW_GROUP)) == (BW_CLONE | BW_GROUP) &&
	    (s->uid == 0))
		rc = -EINVAL;
	return rc;
}

static int host_options(unsigned int o)
{
	return (o & BW_NOHANG ? WNOHANG : 0) | (o & BW_STOPPED ? WUNTRACED : 0);
}

int session_wait(struct session *s, const struct wait_req *rq, struct wait_rep *rep)
{
	int rc;

	memset(rep, 0, sizeof(*rep));
	rc = check_options(s, rq);
	if (rc < 0)
		goto out;
	if (!session_owns(s, rq->pid)) {
		syslog(LOG_NOTICE, "uid %u may not wait for %d", (unsigned int)s->uid,
		       (int)rq->pid);
		rc = -EPERM;
		goto out;
	}
	while ((rep->pid = waitpid(rq->pid, &rep->status, host_options(rq->options))) < 0) {
		if (errno != EINTR) {
			rc = -errno;
			break;
		}
	}
out:
	rep->error = rc;
	return rc;
}

int session_kill(struct session *s, pid_t pid, int sig)
{
	if (pid <= 1 || !session_owns(s, pid))
		return -EPERM;
	return kill(pid, sig) < 0 ? -errno : 0;
}

void session_close(struct session *s)
{
	if (s->fd >= 0)
		close(s->fd);
	s->fd = -1;
	s->children = 0;
}
