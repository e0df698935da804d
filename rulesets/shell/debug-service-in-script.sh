#!/bin/sh

start_services() {
    # ruleid: debug-service-in-script
    /usr/sbin/telnetd -l /bin/login.sh &
    if [ -f /etc/lab ]; then
        # ruleid: debug-service-in-script
        gdbserver :9000 /usr/sbin/radiod &
    fi
    # ruleid: debug-service-in-script
    getty -n -l /bin/sh ttyS0 115200
}

open_registers() {
    # ruleid: debug-service-in-script
    echo 1 > /sys/kernel/debug/unit/jtag_enable
}

inittab() {
    cat <<'END'
# ruleid: debug-service-in-script
ttyS0::respawn:/bin/sh
END
}

stop_services() {
    # ok: debug-service-in-script
    killall telnetd
    # ok: debug-service-in-script
    rm -f /usr/sbin/gdbserver
}

report() {
    # ok: debug-service-in-script
    echo "telnetd is off"
    # telnetd was started here once
    # ok: debug-service-in-script
    getty 115200 ttyS0 vt100
}
