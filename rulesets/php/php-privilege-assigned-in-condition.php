<?php
function a($user) {
    // ruleid: php-privilege-assigned-in-condition
    if ($user->role = 'admin') { return panel(); }
    // ruleid: php-privilege-assigned-in-condition
    if ($uid = 0) { return root(); }
}
function b($s) {
    // ruleid: php-privilege-assigned-in-condition
    if ($s && $s['is_admin'] = true) { go(); }
}
function c($user, $q) {
    // ok: php-privilege-assigned-in-condition
    if ($user->role == 'admin') { return panel(); }
    // ok: php-privilege-assigned-in-condition
    if ($row = $q->fetch()) { go($row); }
    // ok: php-privilege-assigned-in-condition
    $user->role = 'guest';
}
