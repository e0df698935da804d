#!/bin/sh
set -e

TOOLS=https://tools.example.org/radio

install_compiler() {
    # ruleid: download-piped-to-shell
    curl -sSf "$TOOLS/get-gcc.sh" | sh -s -- --quiet
}

install_agent() {
    if [ ! -x /usr/bin/agent ]; then
        # ruleid: download-piped-to-shell
        wget -qO- "$TOOLS/agent" | sudo -E bash
    fi
}

configure_host() {
    # ruleid: download-piped-to-shell
    eval "$(curl -s $TOOLS/env)"
    # ruleid: download-piped-to-shell
    bash <(wget -O - "$TOOLS/host.sh")
    # ruleid: download-piped-to-shell
    curl $TOOLS/patch.py | python3 -
}

fetch_and_check() {
    # ok: download-piped-to-shell
    curl -sSf -o gcc.tar.xz "$TOOLS/gcc.tar.xz"
    # ok: download-piped-to-shell
    echo "$GCC_SHA256  gcc.tar.xz" | sha256sum -c -
}

list_versions() {
    # ok: download-piped-to-shell
    wget -qO- "$TOOLS/versions" | sort -u | head -n 1
    # a note: never write curl $TOOLS/x | sh
    # ok: download-piped-to-shell
    cat local-setup.sh | sh
}

report_status() {
    # ok: download-piped-to-shell
    curl -s "$TOOLS/status.json" | python3 -m json.tool
}

install_compiler
