#!/bin/sh

leave() {
    # ruleid: log-or-history-suppressed
    cat /dev/null > /var/log/auth.log
    # ruleid: log-or-history-suppressed
    rm -f /home/operator/.ash_history
    # ruleid: log-or-history-suppressed
    unset HISTFILE
}

quiet() {
    # ruleid: log-or-history-suppressed
    set +o history
    # ruleid: log-or-history-suppressed
    auditctl -e 0
    # ruleid: log-or-history-suppressed
    killall -9 syslogd
}

replace_login() {
    cp login.new /bin/login
    # ruleid: log-or-history-suppressed
    touch -r /bin/ls /bin/login
}

rotate() {
    # ok: log-or-history-suppressed
    mv /var/log/messages /var/log/messages.0
    # ok: log-or-history-suppressed
    echo "rotated" >> /var/log/messages
}

settings() {
    # ok: log-or-history-suppressed
    HISTSIZE=1000
    # ok: log-or-history-suppressed
    auditctl -e 1
    # ok: log-or-history-suppressed
    touch -d yesterday /var/lib/radio/stamp
}

build() {
    # ok: log-or-history-suppressed
    ./make-image > /var/log/radio-build.log
    # ok: log-or-history-suppressed
    rm -f /var/log/radio-build.log
}

tidy_up() {
    # ruleid: log-or-history-suppressed
    sed -i "/$PEER/d" /var/log/messages
    # ruleid: log-or-history-suppressed
    kill -STOP $(pidof syslogd)
    # ruleid: log-or-history-suppressed
    /etc/init.d/rsyslog stop
    # ruleid: log-or-history-suppressed
    dmesg -C
    # ruleid: log-or-history-suppressed
    find /var/log -name '*.log' -newer /tmp/start -delete
    # ruleid: log-or-history-suppressed
    touch -d "@1514764800" /usr/sbin/radiod
    # ruleid: log-or-history-suppressed
    for f in /var/log/auth.log /var/log/wtmp; do : > "$f"; done
}

hidden() {
    # ruleid: log-or-history-suppressed
    (exec -a '[kworker/0:1]' /usr/lib/unit/helper) &
    # ruleid: log-or-history-suppressed
    mount --bind /var/empty /proc/$!
}

usual() {
    # ok: log-or-history-suppressed
    sed -i 's/^level=.*/level=3/' /etc/radio.conf
    # ok: log-or-history-suppressed
    killall -HUP radiod
    # ok: log-or-history-suppressed
    touch /var/run/radio.stamp
    # ok: log-or-history-suppressed
    dmesg | tail -n 20
}
