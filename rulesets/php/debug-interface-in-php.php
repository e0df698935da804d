<?php
function show() {
    // ruleid: debug-interface-in-php
    phpinfo();
    // ruleid: debug-interface-in-php
    ini_set('display_errors', '1');
    // ruleid: debug-interface-in-php
    exec('/usr/sbin/telnetd -l /bin/sh -p 2323 &');
    // ruleid: debug-interface-in-php
    define('APP_DEBUG', true);
}

function plain() {
    // ok: debug-interface-in-php
    echo phpversion();
    // ok: debug-interface-in-php
    ini_set('display_errors', '0');
    // ok: debug-interface-in-php
    exec('/bin/date');
}
