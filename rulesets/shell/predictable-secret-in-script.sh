#!/bin/sh
# ruleid: predictable-secret-in-script
ADMIN_PASSWORD=$(date +%s | sha256sum | cut -c1-12)
# ruleid: predictable-secret-in-script
token=$RANDOM$RANDOM
# ruleid: predictable-secret-in-script
PSK="unit$(cat /sys/class/net/eth0/address | tr -d :)"
# ok: predictable-secret-in-script
SECRET=$(openssl rand -hex 16)
# ok: predictable-secret-in-script
started=$(date +%s)
# ok: predictable-secret-in-script
port=$((20000 + RANDOM % 1000))
