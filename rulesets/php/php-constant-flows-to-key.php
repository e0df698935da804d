<?php
function a($d, $iv) {
    $k = hash('sha256', 'moss-and-tide-44', true);
    // ruleid: php-constant-flows-to-key
    return openssl_encrypt($d, 'aes-256-cbc', $k, 0, $iv);
}
function b($d) {
    // ruleid: php-constant-flows-to-key
    return hash_hmac('sha256', $d, 'k-7712-ee90-ff');
}
function c($u) {
    $w = 'moss' . '-and-tide-44';
    // ruleid: php-constant-flows-to-key
    return JWT::encode(['u' => $u], $w, 'HS256');
}
function d($d, $key, $iv) {
    // ok: php-constant-flows-to-key
    return openssl_encrypt($d, 'aes-256-cbc', $key, 0, $iv);
}
function e($d) {
    // ok: php-constant-flows-to-key
    return hash_hmac('sha256', $d, getenv('UNIT_KEY_NAME'));
}
function f($key) {
    // ok: php-constant-flows-to-key
    return hash_hmac('sha256', 'moss-and-tide-44', $key);
}
