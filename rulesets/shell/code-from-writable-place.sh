#!/bin/sh

load_drivers() {
    # ruleid: code-from-writable-place
    insmod /tmp/radio_fix.ko
    if [ -e /mnt/usb/env ]; then
        # ruleid: code-from-writable-place
        . /mnt/usb/env
    fi
}

hook() {
    # ruleid: code-from-writable-place
    export LD_PRELOAD=/dev/shm/libtrace.so
    # ruleid: code-from-writable-place
    echo /usr/lib/libtrace.so > /etc/ld.so.preload
}

# ruleid: code-from-writable-place
PATH=/var/tmp/bin:$PATH

load_plain() {
    # ok: code-from-writable-place
    insmod /lib/modules/radio.ko
    # ok: code-from-writable-place
    . /etc/radio/functions.sh
}

scratch() {
    # ok: code-from-writable-place
    mkdir -p /tmp/radio
    # ok: code-from-writable-place
    tar xf image.tar -C /tmp/radio
}

# ok: code-from-writable-place
PATH=/usr/sbin:/usr/bin:$PATH
# ok: code-from-writable-place
LD_LIBRARY_PATH=/usr/lib/radio

more_places() {
    # ruleid: code-from-writable-place
    [ -x /tmp/radio-hook ] && /tmp/radio-hook start
    # ruleid: code-from-writable-place
    nohup /dev/shm/helper &
    # ruleid: code-from-writable-place
    sh -x /var/tmp/unit.sh
    # ruleid: code-from-writable-place
    echo "|/tmp/collect %p" > /proc/sys/kernel/core_pattern
    # ok: code-from-writable-place
    mkdir -p /tmp/radio
    # ok: code-from-writable-place
    cp /etc/radio.conf /tmp/radio/
    # ok: code-from-writable-place
    for f in /tmp/radio/*; do rm -f "$f"; done
}

# ruleid: code-from-writable-place
HOOK=/tmp/hook.sh
if [ -f "$HOOK" ]; then
    . "$HOOK"
fi
