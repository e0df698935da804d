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
