#ifndef MGMT_H
#define MGMT_H

#include <stddef.h>
#include <stdint.h>

/* TLV types; 0x40 and above are the vendor's */
enum {
	TLV_HELLO   = 0x01,
	TLV_AUTH    = 0x02,
	TLV_GET     = 0x03,
	TLV_SET     = 0x04,
	TLV_ALARMS  = 0x05,
	TLV_CELL    = 0x06,
	TLV_BYE     = 0x07,
	TLV_VENDOR  = 0x41,
	TLV_LINE    = 0x42,
	TLV_ERROR   = 0x7f
};

int mgmt_listen(int port);
void mgmt_poll(int timeout_ms);

#endif
