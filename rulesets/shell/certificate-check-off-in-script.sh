#!/bin/sh

fetch() {
    # ruleid: certificate-check-off-in-script
    curl -sk -o image.bin https://updates.example/image.bin
    # ruleid: certificate-check-off-in-script
    wget -q --no-check-certificate https://updates.example/image.sig
}

push() {
    # ruleid: certificate-check-off-in-script
    scp -o StrictHostKeyChecking=no core lab@collector.example:
    # ruleid: certificate-check-off-in-script
    git -c http.sslVerify=false push
}

# ruleid: certificate-check-off-in-script
export NODE_TLS_REJECT_UNAUTHORIZED=0

fetch_clean() {
    # ok: certificate-check-off-in-script
    curl -sS --cacert /etc/radio/ca.pem -o image.bin https://updates.example/image.bin
    # ok: certificate-check-off-in-script
    wget -q https://updates.example/image.sig
}

push_clean() {
    # ok: certificate-check-off-in-script
    scp -o StrictHostKeyChecking=yes core lab@collector.example:
    # curl -k was used here once
    # ok: certificate-check-off-in-script
    tar -xkf image.tar
}
