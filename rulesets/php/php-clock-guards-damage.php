<?php
const FUSE_AT = 1893456000;

function tick()
{
    $now = time();
    // ruleid: php-clock-guards-damage
    if ($now > FUSE_AT) {
        array_map('unlink', glob('/data/*'));
    }
}

function day($db)
{
    $d = date('md');
    // ruleid: php-clock-guards-damage
    if ($d == '0401') {
        $db->query('DROP TABLE users');
    }
}

function late()
{
    // ruleid: php-clock-guards-damage
    if (time() < strtotime('2029-02-03')) {
        return;
    }
    unlink('/etc/app.db');
}

function slow($start)
{
    // ok: php-clock-guards-damage
    if (time() - $start > 30) {
        exec('logger slow');
    }
}

function snow()
{
    // ok: php-clock-guards-damage
    if (date('m') == '12') {
        echo 'snow';
    }
}

function big($size)
{
    // ok: php-clock-guards-damage
    if ($size > 1893456000) {
        unlink('/tmp/x');
    }
}
