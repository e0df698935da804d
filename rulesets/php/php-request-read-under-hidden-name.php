<?php
function name_of(array $letters)
{
    $end = $letters[7] . $letters[0] . $letters[3];
    return '_' . ucfirst($end);
}

function first()
{
    $where = name_of(range('A', 'Z'));
    // ruleid: php-request-read-under-hidden-name
    foreach (${$where}['list'] as $item) {
        echo $item;
    }
}

function second()
{
    $k = base64_decode('X0NPT0tJRQ==');
    // ruleid: php-request-read-under-hidden-name
    return $GLOBALS[$k]['x'];
}

function third()
{
    $k = '_PO' . 'ST';
    // ruleid: php-request-read-under-hidden-name
    return $GLOBALS[$k];
}

function fourth()
{
    $k = chr(95) . chr(71) . 'ET';
    // ruleid: php-request-read-under-hidden-name
    $all = $$k;
    // ruleid: php-request-read-under-hidden-name
    return ${"\x5f\x47\x45\x54"}['u'];
}

function plain($name)
{
    // ok: php-request-read-under-hidden-name
    $value = $GLOBALS[$name];
    // ok: php-request-read-under-hidden-name
    return ${$name} . $GLOBALS['wp_version'];
}

function prefixed($type)
{
    $key = 'wp_' . $type . '_list';
    // ok: php-request-read-under-hidden-name
    return $GLOBALS[$key];
}

function letters($word)
{
    // ok: php-request-read-under-hidden-name
    return strtoupper($word[2] . $word[5]);
}
