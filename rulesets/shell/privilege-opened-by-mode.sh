#!/bin/sh
set -e

install_tools() {
    # ruleid: privilege-opened-by-mode
    chmod 4755 /usr/bin/unit-helper
    # ruleid: privilege-opened-by-mode
    chmod -R 777 /etc/radio
    # ruleid: privilege-opened-by-mode
    chmod u+s "$DEST/bin/diag"
}

grant() {
    # ruleid: privilege-opened-by-mode
    setcap cap_sys_admin,cap_net_raw+ep /usr/bin/trace
    # ruleid: privilege-opened-by-mode
    echo "service ALL=(ALL) NOPASSWD: ALL" > /etc/sudoers.d/service
}

place() {
    # ruleid: privilege-opened-by-mode
    install -o root -m 4711 helper /usr/lib/radio/helper
}

install_plain() {
    # ok: privilege-opened-by-mode
    chmod 755 /usr/bin/unit-helper
    # ok: privilege-opened-by-mode
    chmod -R go-w /etc/radio
    # ok: privilege-opened-by-mode
    install -m 0644 radio.conf /etc/radio.conf
}

shared_folder() {
    # ok: privilege-opened-by-mode
    chmod 1777 /var/spool/radio
}

take_away() {
    # ok: privilege-opened-by-mode
    chmod u-s /usr/bin/diag
    # ok: privilege-opened-by-mode
    chmod +x run.sh
}

more_rights() {
    # ruleid: privilege-opened-by-mode
    echo "radio ALL=(ALL) ALL" >> /etc/sudoers.d/radio
    # ruleid: privilege-opened-by-mode
    usermod -aG wheel radio
    # ok: privilege-opened-by-mode
    usermod -aG dialout radio
}
