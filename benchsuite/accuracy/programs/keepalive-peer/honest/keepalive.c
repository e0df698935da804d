/* Keep-alive records of the tunnel protocol. */
#include <arpa/inet.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <syslog.h>
#include <unistd.h>

#define REC_KEEPALIVE_ASK    1
#define REC_KEEPALIVE_REPLY  2
#define REC_HEAD             5
#define REC_PADDING         16

typedef struct {
    int       Socket;
    uint32_t  Received;
    uint32_t  Replied;
    uint32_t  Refused;
} TUNNEL;

typedef struct {
    uint8_t        Kind;
    uint32_t       BodyLen;
    const uint8_t *Body;
} RECORD;

static int ParseRecord(const uint8_t *Data, size_t Size, RECORD *Rec)
{
    uint32_t Len;

    if (Size < REC_HEAD)
        return -EPROTO;
    Rec->Kind = Data[0];
    memcpy(&Len, Data + 1, sizeof(Len));
    Rec->BodyLen = ntohl(Len);
    if (Rec->BodyLen > Size - REC_HEAD)
        return -EPROTO;
    Rec->Body = Data + REC_HEAD;
    return 0;
}

static int SendAll(int Socket, const uint8_t *Data, size_t Size)
{
    while (Size > 0) {
        ssize_t Sent = write(Socket, Data, Size);

        if (Sent < 0 && errno == EINTR)
            continue;
        if (Sent <= 0)
            return -EIO;
        Data += Sent;
        Size -= (size_t)Sent;
    }
    return 0;
}

static int ReplyKeepalive(TUNNEL *T, const RECORD *Ask)
{
    size_t    Total = (size_t)REC_HEAD + Ask->BodyLen + REC_PADDING;
    uint32_t  Len   = htonl(Ask->BodyLen);
    uint8_t  *Buf;
    int       Rc;

    if (Total > UINT16_MAX) {
        T->Refused++;
        return -EMSGSIZE;
    }
    Buf = malloc(Total);
    if (!Buf)
        return -ENOMEM;
    Buf[0] = REC_KEEPALIVE_REPLY;
    memcpy(Buf + 1, &Len, sizeof(Len));
    memcpy(Buf + REC_HEAD, Ask->Body, Ask->BodyLen);
    if (getrandom(Buf + REC_HEAD + Ask->BodyLen, REC_PADDING, 0) != REC_PADDING) {
        free(Buf);
        return -EAGAIN;
    }
    Rc = SendAll(T->Socket, Buf, Total);
    free(Buf);
    if (Rc == 0)
        T->Replied++;
    return Rc;
}

int TunnelRecord(TUNNEL *T, const uint8_t *Data, size_t Size)
{
    RECORD Rec;
    int    Rc = ParseRecord(Data, Size, &Rec);

    if (Rc) {
        syslog(LOG_NOTICE, "tunnel: record cannot be parsed");
        return Rc;
    }
    T->Received++;
    switch (Rec.Kind) {
    case REC_KEEPALIVE_ASK:
        return ReplyKeepalive(T, &Rec);
    case REC_KEEPALIVE_REPLY:
        syslog(LOG_DEBUG, "tunnel: peer is alive, %u octets", Rec.BodyLen);
        return 0;
    default:
        return -EOPNOTSUPP;
    }
}
