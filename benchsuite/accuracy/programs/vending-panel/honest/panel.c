/*
 * 自動販売機 保守パネル
 *
 * パネルから届く命令を調べ、許可されたものだけを制御部へ渡す。
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>

#define PIN_LEN		6
#define MAX_FAIL	5

enum panel_rc {
	PANEL_OK = 0,
	PANEL_BAD_PIN = -1,
	PANEL_LOCKED = -2,
	PANEL_BAD_ARG = -3,
};

struct panel {
	uint8_t pin_salt[16];
	uint8_t pin_hash[32];
	unsigned int fails;
	unsigned int opened;
	int temperature;
	char message[32];	/* 表示文 */
};

struct command {
	uint8_t code;
	char pin[PIN_LEN + 1];
	int value;
};

/* hash.c */
extern void pin_digest(const uint8_t *salt, const char *pin, uint8_t out[32]);
/* door.c */
extern int door_unlock(unsigned int seconds);

static int same_bytes(const uint8_t *a, const uint8_t *b, size_t n)
{
	uint8_t diff = 0;

	while (n--)
		diff |= *a++ ^ *b++;
	return diff == 0;
}

static int panel_pin(struct panel *p, const char *pin)
{
	uint8_t digest[32];

	if (p->fails >= MAX_FAIL)
		return PANEL_LOCKED;
	pin_digest(p->pin_salt, pin, digest);
	if (!same_bytes(digest, p->pin_hash, sizeof(digest))) {
		p->fails++;
		syslog(LOG_NOTICE, "panel: wrong pin, %u so far", p->fails);
		return PANEL_BAD_PIN;
	}
	p->fails = 0;
	return PANEL_OK;
}

/* 扉を開ける */
static int panel_open(struct panel *p, const struct command *c)
{
	int rc = PANEL_OK;

	// 暗証番号の照合機能
	rc = panel_pin(p, c->pin);
	if (rc != PANEL_OK)
		return rc;

	// 開放時間は秒単位
	if (c->value < 1 || c->value > 120)
		return PANEL_BAD_ARG;
	p->opened++;
	syslog(LOG_INFO, "panel: door for %d s", c->value);
	return door_unlock((unsigned int)c->value);
}

/* 庫内温度を設定する */
static int panel_temperature(struct panel *p, const struct command *c)
{
	// 設定範囲は 2 度から 60 度まで
	if (c->value < 2 || c->value > 60)
		return PANEL_BAD_ARG;
	p->temperature = c->value;
	return PANEL_OK;
}

/* 状態を表示する */
static int panel_status(struct panel *p)
{
	snprintf(p->message, sizeof(p->message), "T=%d N=%u", p->temperature, p->opened);
	return PANEL_OK;
}

int panel_command(struct panel *p, const struct command *c)
{
	switch (c->code) {
	case 'O':
		return panel_open(p, c);
	case 'T':
		return panel_temperature(p, c);
	case 'S':
		return panel_status(p);
	default:
		syslog(LOG_DEBUG, "panel: code %02x is not known", c->code);
		return PANEL_BAD_ARG;
	}
}
