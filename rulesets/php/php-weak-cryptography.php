<?php
function keep($password, $salt) {
    // ruleid: php-weak-cryptography
    $h = md5($salt . $password);
    return $h;
}
function seal($text, $key) {
    // ruleid: php-weak-cryptography
    return openssl_encrypt($text, 'aes-128-ecb', $key);
}
function sign($text, $key) {
    // ruleid: php-weak-cryptography
    return hash_hmac('sha1', $text, $key);
}
function good($password, $text, $key, $iv) {
    // ok: php-weak-cryptography
    password_hash($password, PASSWORD_DEFAULT);
    // ok: php-weak-cryptography
    hash('sha256', $text);
    // ok: php-weak-cryptography
    return openssl_encrypt($text, 'aes-256-gcm', $key, 0, $iv);
}
