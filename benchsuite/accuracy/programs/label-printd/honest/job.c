/* job.c - runs the filter of a label print job */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

#define FILTER_DIR "/usr/lib/labelprint/filter"

enum job_type { JOB_TEXT, JOB_ZPL, JOB_IMAGE, JOB_DIRECT, JOB_TYPES };

struct job {
    enum job_type type;
    int           client;     /* connected socket the data comes from */
    int           device;     /* open printer device */
    unsigned      copies;
    char          title[80];
};

static const struct {
    const char *word;
    const char *filter;
} job_types[JOB_TYPES] = {
    { "text",   FILTER_DIR "/text2zpl" },
    { "zpl",    FILTER_DIR "/zplcheck" },
    { "image",  FILTER_DIR "/img2zpl" },
    { "direct", FILTER_DIR "/copy" },
};

static int parse_type(const char *word)
{
    int i;

    for (i = 0; i < JOB_TYPES; i++)
        if (strcmp(word, job_types[i].word) == 0)
            return i;
    return -EINVAL;
}

static int wire_up(const struct job *job)
{
    int ends[3] = { job->client, job->device, STDERR_FILENO };
    int i;

    if (job->type == JOB_DIRECT)
        syslog(LOG_DEBUG, "job '%s' goes out as it came", job->title);
    for (i = 0; i < 2; i++)
        if (dup2(ends[i], i) < 0)
            return -errno;
    return 0;
}

static int run_filter(const struct job *job)
{
    char *argv[2] = { (char *)job_types[job->type].filter, NULL };
    char *envp[] = { "PATH=/usr/bin:/bin", "LC_ALL=C", NULL };
    pid_t pid = fork();
    int   status;

    if (pid < 0)
        return -errno;
    if (pid == 0) {
        if (wire_up(job) == 0)
            execve(argv[0], argv, envp);
        _exit(126);
    }
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -errno;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -EINTR;
}

static int read_head(int fd, char *buf, size_t size)
{
    size_t used = 0;

    while (used + 1 < size) {
        if (read(fd, buf + used, 1) != 1)
            return -EIO;
        if (buf[used] == '\n') {
            buf[used] = '\0';
            return 0;
        }
        used++;
    }
    return -EMSGSIZE;
}

int print_job(int client, const char *device)
{
    struct job job = { .client = client };
    char head[160], word[16];
    int  type, rc;

    if (read_head(client, head, sizeof(head)) < 0)
        return -EIO;
    if (sscanf(head, "%15s %u %79[^\n]", word, &job.copies, job.title) < 2)
        return -EINVAL;
    type = parse_type(word);
    if (type < 0 || job.copies > 500) {
        syslog(LOG_NOTICE, "refused job of type %s", word);
        return -EINVAL;
    }
    job.type = (enum job_type)type;
    job.device = open(device, O_WRONLY | O_CLOEXEC);
    if (job.device < 0)
        return -errno;
    rc = run_filter(&job);
    close(job.device);
    syslog(LOG_INFO, "job '%s' ended with %d", job.title, rc);
    return rc;
}
