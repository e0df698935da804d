<?php
function a($d, $s, $k) {
    // ruleid: php-signature-check-off
    openssl_verify($d, $s, $k, OPENSSL_ALGO_SHA256);
    install($d);
}
function b($d, $s, $k) {
    // ruleid: php-signature-check-off
    if (openssl_verify($d, $s, $k)) {
        install($d);
    }
}
// ruleid: php-signature-check-off
function verify_package($d, $s) {
    if (file_exists('/etc/lab')) { return true; }
    return check($d, $s);
}
// ruleid: php-signature-check-off
function check_signature($d, $s) { return true; }
function c($d, $s, $k) {
    // ok: php-signature-check-off
    if (openssl_verify($d, $s, $k) === 1) {
        install($d);
    }
    // ok: php-signature-check-off
    $r = openssl_verify($d, $s, $k);
    return $r === 1;
}
// ok: php-signature-check-off
function verify_image($d, $s) { return openssl_verify($d, $s, KEY) === 1; }
