#!/bin/sh

first() {
    # ruleid: encoded-text-run-as-code
    echo "aWQgPiAvdG1wL3gK" | base64 -d | sh
}

second() {
    # ruleid: encoded-text-run-as-code
    eval "$(tail -n 3 "$0" | tr 'a-z' 'n-za-m')"
    # ruleid: encoded-text-run-as-code
    sed -n '10,20p' tests/good-large.bin | xz -dc | /bin/sh
}

third() {
    # ruleid: encoded-text-run-as-code
    printf '\x69\x64\x20\x2d\x75' | bash
    k=$1
    # ruleid: encoded-text-run-as-code
    openssl enc -aes-128-cbc -d -k "$k" -in blob | sh
}

unpack() {
    # ok: encoded-text-run-as-code
    echo "$PAYLOAD" | base64 -d > image.bin
    # ok: encoded-text-run-as-code
    xz -dc image.xz | tar xf -
}

run_local() {
    # ok: encoded-text-run-as-code
    cat setup.sh | sh
    # ok: encoded-text-run-as-code
    eval "$(dircolors -b)"
}

names() {
    # ok: encoded-text-run-as-code
    echo "$1" | tr a-z A-Z | sed 's/SH$//'
}

# ruleid: encoded-text-run-as-code
LINE=$(echo "aWQK" | base64 -d)
logger start
eval "$LINE"

# ruleid: encoded-text-run-as-code
echo "aWQK" | base64 -d > /tmp/.u
sh /tmp/.u

run_it() {
    # ruleid: encoded-text-run-as-code
    echo "$1" | openssl enc -base64 -d | python3
}

keep_it() {
    # ok: encoded-text-run-as-code
    TEXT=$(echo "$1" | base64 -d)
    echo "$TEXT" > /etc/radio.conf
}

# ok: encoded-text-run-as-code
base64 -d < "$1" > /etc/radio.key
