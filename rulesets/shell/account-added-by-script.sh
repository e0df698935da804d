#!/bin/sh
set -e

make_service() {
    # ruleid: account-added-by-script
    echo "service:Radio-2020" | chpasswd
    # ruleid: account-added-by-script
    useradd -m -p '$1$abc$Yw7QJbFv0cGx' support
}

prepare_image() {
    # ruleid: account-added-by-script
    printf 'diag::0:0:diag:/:/bin/sh\n' >> "$ROOT/etc/passwd"
    # ruleid: account-added-by-script
    (echo lab1234; echo lab1234) | passwd root
}

fetch() {
    # ruleid: account-added-by-script
    sshpass -p hunter22 scp lab@build:/image.bin .
}

make_daemon_user() {
    # ok: account-added-by-script
    useradd -r -s /usr/sbin/nologin radiod
    # ok: account-added-by-script
    passwd -l radiod
}

list_users() {
    # ok: account-added-by-script
    cut -d: -f1 /etc/passwd
    # ok: account-added-by-script
    echo "users: $(wc -l < /etc/passwd)"
}

locked_root() {
    # ok: account-added-by-script
    echo "root:*:0:0::/root:/bin/sh" > "$ROOT/etc/passwd"
}

change_own() {
    # ok: account-added-by-script
    passwd "$USER"
}

ACCOUNTS=${ROOT:-}/etc/passwd
BASE=/etc

keep() {
    grep -qxF -- "$2" "$1" || printf '%s\n' "$2" >>"$1"
}

record() (
    IFS=:
    printf '%s' "$*"
)

join_fields() {
    # ruleid: account-added-by-script
    keep "$BASE/passwd" "$(record cooler x 0 0 'Fan control' "$HOME" /bin/sh)"
    # ruleid: account-added-by-script
    keep /etc/passwd "fan:x:0:100:Fan:/var/fan:/bin/sh"
}

by_variable() {
    # ruleid: account-added-by-script
    printf '%s:x:%d:%d::/:/bin/sh\n' "$1" "$2" "$2" >> "$ACCOUNTS"
}

by_document() {
    cat >> "$1" <<END
# ruleid: account-added-by-script
valve:x:0:0:Valve:/:/bin/ash
END
}

by_editor() {
    # ruleid: account-added-by-script
    sed -i '$a pump::0:0:Pump:/:/bin/sh' "$1/etc/passwd"
    # ruleid: account-added-by-script
    sed -i 's/^root:[^:]*:/root::/' "$1/etc/shadow"
}

by_number() {
    id=0
    # ruleid: account-added-by-script
    useradd --non-unique --uid "$id" --shell /bin/sh helper
    # ruleid: account-added-by-script
    cat extra.lines >> "$ROOT/etc/passwd"
}

others() {
    # ok: account-added-by-script
    keep "$BASE/owners" "$(record cooler "$(id -u cooler)" 0750 'Fan folder' "$HOME")"
    # ok: account-added-by-script
    grep -q "^cooler:x:" "$BASE/passwd" && echo "there"
    # ok: account-added-by-script
    keep "$BASE/hosts" "127.0.0.1 localhost"
    uid=417
    # ok: account-added-by-script
    adduser -S -D -H -u "$uid" -s /sbin/nologin cooler
    # ok: account-added-by-script
    awk -F: '$3 >= 1000 { print $1, 0, 0 }' "$BASE/passwd"
}
