/*
 * Request gate of the router's web interface.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <syslog.h>
#include <time.h>
#include <openssl/crypto.h>

#define Q_COMPACT   0x01u
#define Q_NO_GZIP   0x02u
#define Q_KEEP_PAGE 0x04u

#define SESSION_LIFE 900

typedef struct
{
    char   szToken[65];
    time_t tLastSeen;
    int    fActive;
} SESSION;

typedef struct
{
    const char *pszPath;
    const char *pszAgent;
    const char *pszCookie;
    const char *pszPeer;
    unsigned    uQuirks;
} REQUEST;

static SESSION g_Session;

typedef struct
{
    const char *pszPrefix;
    unsigned    uQuirks;
} AGENT_QUIRK;

static const AGENT_QUIRK g_Quirks[] =
{
    { "Mozilla/4.0",        Q_NO_GZIP },
    { "Nokia",              Q_COMPACT | Q_NO_GZIP },
    { "Orchid-Sync/2.6",    Q_COMPACT },
    { "Lynx",               Q_COMPACT },
    { NULL,                 0 }
};

static unsigned AgentQuirks(const char *pszAgent)
{
    const AGENT_QUIRK *pQuirk;

    if (pszAgent == NULL)
        return 0;
    for (pQuirk = g_Quirks; pQuirk->pszPrefix != NULL; pQuirk++)
    {
        if (strncasecmp(pszAgent, pQuirk->pszPrefix, strlen(pQuirk->pszPrefix)) == 0)
            return pQuirk->uQuirks;
    }
    return 0;
}

static int SessionIsValid(const REQUEST *pReq)
{
    time_t tNow = time(NULL);

    if (!g_Session.fActive || pReq->pszCookie == NULL)
        return 0;
    if (strlen(pReq->pszCookie) != 64)
        return 0;
    if (CRYPTO_memcmp(pReq->pszCookie, g_Session.szToken, 64) != 0)
        return 0;
    if (tNow - g_Session.tLastSeen > SESSION_LIFE)
    {
        g_Session.fActive = 0;
        return 0;
    }
    g_Session.tLastSeen = tNow;
    return 1;
}

static int IsPublicPage(const char *pszPath)
{
    return strcmp(pszPath, "/login.html") == 0
        || strcmp(pszPath, "/style.css") == 0;
}

/* Returns the status of the request: 200 to serve it, 302 to go to the login page. */
int GateRequest(REQUEST *pReq)
{
    int fServe;

    pReq->uQuirks = AgentQuirks(pReq->pszAgent);
    fServe = IsPublicPage(pReq->pszPath);
    if (!fServe)
        fServe = SessionIsValid(pReq);
    if (!fServe)
    {
        syslog(LOG_INFO, "%s: %s needs a session", pReq->pszPeer, pReq->pszPath);
        return 302;
    }
    return 200;
}

int WriteHeaders(FILE *pOut, const REQUEST *pReq, int nStatus)
{
    if (nStatus == 302)
    {
        return fprintf(pOut, "HTTP/1.1 302 Found\r\nLocation: /login.html%s\r\n\r\n",
                       (pReq->uQuirks & Q_COMPACT) ? "?view=compact" : "");
    }
    return fprintf(pOut, "HTTP/1.1 %d OK\r\n%sX-Frame-Options: DENY\r\n\r\n", nStatus,
                   (pReq->uQuirks & Q_NO_GZIP) ? "" : "Vary: Accept-Encoding\r\n");
}
