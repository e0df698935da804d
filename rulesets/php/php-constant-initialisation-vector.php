<?php
function a($text, $key) {
    $iv = '1234567890123456';
    // ruleid: php-constant-initialisation-vector
    return openssl_encrypt($text, 'aes-256-cbc', $key, 0, $iv);
}
function b($text, $key) {
    // ruleid: php-constant-initialisation-vector
    return sodium_crypto_secretbox($text, str_repeat("\0", 24), $key);
}
function start() {
    return hex2bin("00112233445566778899aabbccddeeff");
}
function c($text, $key) {
    $v = start();
    // ruleid: php-constant-initialisation-vector
    return openssl_encrypt($text, 'aes-256-gcm', $key, 0, $v, $tag);
}
function d($text, $key) {
    $iv = random_bytes(16);
    // ok: php-constant-initialisation-vector
    return openssl_encrypt($text, 'aes-256-cbc', $key, 0, $iv);
}
function e($text, $key, $message) {
    $iv = substr($message, 0, 16);
    // ok: php-constant-initialisation-vector
    return openssl_encrypt($text, 'aes-256-cbc', $key, 0, $iv);
}
function f($text, $key, $nonce) {
    // ok: php-constant-initialisation-vector
    return sodium_crypto_secretbox($text, $nonce, $key);
}
