#!/bin/sh
# ruleid: weak-cryptography-in-script
openssl enc -e -des-cbc -k "$KEY" -in a -out b
# ruleid: weak-cryptography-in-script
openssl dgst -md5 -sign key.pem image
# ruleid: weak-cryptography-in-script
openssl genrsa -out key.pem 512
# ok: weak-cryptography-in-script
openssl enc -aes-256-cbc -pbkdf2 -in a -out b
# ok: weak-cryptography-in-script
openssl dgst -sha256 -sign key.pem image
# ok: weak-cryptography-in-script
openssl genrsa -out key.pem 3072
