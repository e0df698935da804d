/*
 * Notifications of a routing peer: decode, remember, write to the peer's log.
 */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>

#define NOTIFY_TEXT 128

enum notify_code { N_HEADER = 1, N_OPEN, N_UPDATE, N_HOLD, N_FSM, N_CEASE };

typedef struct {
    const char *name;
    unsigned    as;
    unsigned    drops;
    char        lastText[NOTIFY_TEXT + 1];
} Peer;

typedef struct {
    uint8_t     code;
    uint8_t     subcode;
    char        text[NOTIFY_TEXT + 1];
} Notify;

static const char *const codeNames[] = {
    "none", "header error", "open error", "update error",
    "hold timer", "state machine", "cease",
};

static void vPeerLog(int level, const Peer *peer, const char *what, va_list ap)
{
    char line[512];
    int n = snprintf(line, sizeof line, "%s (AS %u): ", peer->name, peer->as);

    if (n < 0 || (size_t)n >= sizeof line)
        return;
    vsnprintf(line + n, sizeof line - (size_t)n, what, ap);
    syslog(level, "%s", line);
}

static void PeerNotice(const Peer *peer, const char *what, ...)
{
    va_list ap;

    va_start(ap, what);
    vPeerLog(LOG_NOTICE, peer, what, ap);
    va_end(ap);
}

static void PeerTrouble(const Peer *peer, const char *what, ...)
{
    va_list ap;

    va_start(ap, what);
    vPeerLog(LOG_WARNING, peer, what, ap);
    va_end(ap);
}

static void ReportText(Peer *peer, const Notify *n)
{
    memcpy(peer->lastText, n->text, sizeof peer->lastText);
    if (peer->lastText[0] == '\0')
        return;
    PeerNotice(peer, peer->lastText);
}

static int Decode(const uint8_t *p, size_t len, Notify *n)
{
    size_t textLen;

    memset(n, 0, sizeof *n);
    if (len < 2)
        return -1;
    n->code = p[0];
    n->subcode = p[1];
    if (n->code == N_CEASE && (n->subcode == 2 || n->subcode == 4) && len > 2) {
        textLen = p[2];
        if (textLen > NOTIFY_TEXT || textLen > len - 3)
            return -1;
        memcpy(n->text, p + 3, textLen);
    }
    return 0;
}

int PeerNotified(Peer *peer, const uint8_t *p, size_t len)
{
    static const char *const summary = "%s, subcode %u";
    Notify n;

    if (Decode(p, len, &n) < 0) {
        PeerTrouble(peer, "notification of %zu bytes is broken", len);
        return -1;
    }
    if (n.code >= sizeof codeNames / sizeof codeNames[0]) {
        PeerTrouble(peer, "code %u is not known", n.code);
        return -1;
    }
    peer->drops++;
    PeerTrouble(peer, summary, codeNames[n.code], n.subcode);
    ReportText(peer, &n);
    return n.code;
}

const char *PeerLastText(const Peer *peer)
{
    return peer->lastText[0] ? peer->lastText : "-";
}
