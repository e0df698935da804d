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
