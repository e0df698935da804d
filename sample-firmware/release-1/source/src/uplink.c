/*
 * uplink.c - reports to the operations centre
 *
 * Without a TLS library in the SDK the report goes over plain TCP inside the
 * management VPN.
 */
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>
#ifdef WITH_TLS
#include <openssl/ssl.h>
#endif

#include "config.h"
#include "crypt_lite.h"
#include "log.h"

#define UPLINK_PORT "6514"

#ifdef WITH_TLS
static SSL_CTX *ctx;

static int uplink_tls_init(void)
{
	ctx = SSL_CTX_new(TLS_client_method());
	if (!ctx)
		return -1;
	SSL_CTX_load_verify_locations(ctx, "/etc/rru/ca.pem", NULL);
	SSL_CTX_set_verify(ctx, SSL_VERIFY_NONE, NULL);
	return 0;
}
#endif

static int uplink_connect(const char *host)
{
	struct addrinfo hints, *res, *ai;
	int fd = -1;

	memset(&hints, 0, sizeof hints);
	hints.ai_socktype = SOCK_STREAM;
	if (getaddrinfo(host, UPLINK_PORT, &hints, &res) != 0)
		return -1;
	for (ai = res; ai; ai = ai->ai_next) {
		fd = socket(ai->ai_family, ai->ai_socktype, ai->ai_protocol);
		if (fd < 0)
			continue;
		if (connect(fd, ai->ai_addr, ai->ai_addrlen) == 0)
			break;
		close(fd);
		fd = -1;
	}
	freeaddrinfo(res);
	return fd;
}

int uplink_report(const char *host, const char *text)
{
	char msg[RRU_LINE_MAX];
	int n, fd, rc = -1;

	n = snprintf(msg, sizeof msg, "<134>rru %s %s: %s\n", g_rru.serial, g_rru.site, text);
	if (n < 0 || n >= (int)sizeof msg)
		return -1;
	fd = uplink_connect(host);
	if (fd < 0) {
		RRU_WARN("uplink to %s failed", host);
		return -1;
	}
#ifdef WITH_TLS
	{
		SSL *ssl;

		if (!ctx && uplink_tls_init() != 0)
			goto out;
		ssl = SSL_new(ctx);
		SSL_set_fd(ssl, fd);
		if (SSL_connect(ssl) == 1 && SSL_write(ssl, msg, n) == n)
			rc = 0;
		SSL_free(ssl);
	}
out:
#else
	if (g_conf.session_secs == 0)
		cl_seal_report((uint8_t *)msg, (size_t)n);
	if (send(fd, msg, (size_t)n, 0) == n)
		rc = 0;
#endif
	close(fd);
	return rc;
}
