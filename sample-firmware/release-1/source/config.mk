# Build configuration. Edit here, not in the Makefile.

RELEASE  := 2.3.1
SDK_DIR  ?= /opt/rru-sdk

# optional parts: -DWITH_TLS needs a TLS library in the SDK
FEATURES :=

# set to y for a console on the second UART (lab units only)
RRU_CONSOLE_DEBUG=y
RRU_HEAP_DEBUG=n

WEBROOT_DEPS  := $(shell cut -d' ' -f3 tools/webroot.list)
DEFAULTS_DEPS := $(shell cut -d' ' -f3 tools/defaults.list)
