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
