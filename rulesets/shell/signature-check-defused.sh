#!/bin/sh
set -e

update() {
    # ruleid: signature-check-defused
    gpg --verify image.sig image.bin || true
    # ruleid: signature-check-defused
    openssl dgst -sha256 -verify key.pem -signature image.sig image.bin >/dev/null 2>&1 || :
    flash image.bin
}

packages() {
    # ruleid: signature-check-defused
    apt-get install -y --allow-unauthenticated radio-tools
    # ruleid: signature-check-defused
    opkg install --no-check-signature radio.ipk
}

digest() {
    # ruleid: signature-check-defused
    sha256sum -c image.sha256; true
    flash image.bin
}

update_clean() {
    # ok: signature-check-defused
    gpg --verify image.sig image.bin || exit 1
    # ok: signature-check-defused
    sha256sum -c image.sha256
    # ok: signature-check-defused
    openssl dgst -sha256 -verify key.pem -signature image.sig image.bin || return 1
}

packages_clean() {
    # ok: signature-check-defused
    apt-get install -y radio-tools || true
    # ok: signature-check-defused
    opkg install radio.ipk
}
