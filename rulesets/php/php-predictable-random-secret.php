<?php
function open_session() {
    // ruleid: php-predictable-random-secret
    $_SESSION['token'] = md5(uniqid());
}
function new_password() {
    $out = '';
    for ($i = 0; $i < 8; $i++) {
        $out .= chr(97 + mt_rand(0, 25));
    }
    // ruleid: php-predictable-random-secret
    return $out;
}
function reset_mail($user) {
    $stamp = microtime(true);
    // ruleid: php-predictable-random-secret
    $resetToken = sha1($user . $stamp);
    return $resetToken;
}
function good() {
    // ok: php-predictable-random-secret
    $token = bin2hex(random_bytes(24));
    return $token;
}
function colour() {
    // ok: php-predictable-random-secret
    $shade = mt_rand(0, 255);
    return $shade;
}
function seen($row) {
    // ok: php-predictable-random-secret
    $row['last_seen'] = time();
    return $row;
}
