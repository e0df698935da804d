#!/bin/sh
# pages of the unit

show_page() {
    # ruleid: request-value-in-eval
    eval "page_$QUERY_STRING"
}

hook() {
    # ruleid: request-value-in-eval
    sh -c "$(nvram get boot_hook)"
}

remote_order() {
    [ -n "$SSH_ORIGINAL_COMMAND" ] || return 1
    logger "order"
    # ruleid: request-value-in-eval
    sh -c "exec $SSH_ORIGINAL_COMMAND"
}

# ruleid: request-value-in-eval
host=$(uci -q get radio.server.host)
if [ -n "$host" ]; then
    eval "ping -c 1 $host"
fi

safe_page() {
    case "$QUERY_STRING" in
    # ok: request-value-in-eval
    status) cat /www/status.html ;;
    esac
    # ok: request-value-in-eval
    echo "$QUERY_STRING" >> /var/log/pages
}

environment() {
    # ok: request-value-in-eval
    eval "$(ssh-agent -s)"
    # ok: request-value-in-eval
    sh -c 'echo "$REPLY"'
}

count() {
    level=$(nvram get level)
    # ok: request-value-in-eval
    [ "$level" -gt 3 ] && logger "level"
}
