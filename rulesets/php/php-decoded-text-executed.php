<?php
function clear($text, $key)
{
    $out = '';
    for ($i = 0; $i < strlen($text); $i++) {
        $out .= chr(ord($text[$i]) ^ $key);
    }
    return $out;
}

function first()
{
    // ruleid: php-decoded-text-executed
    eval(base64_decode('ZWNobyAxOw=='));
}

function second($blob)
{
    $text = gzinflate(base64_decode($blob));
    $code = trim($text);
    // ruleid: php-decoded-text-executed
    eval($code);
}

class Unit
{
    private $name;

    function __construct()
    {
        $this->name = clear('>4>-', 7);
    }

    function run($x)
    {
        // ruleid: php-decoded-text-executed
        return call_user_func($this->name, $x);
    }
}

function third($x)
{
    $f = strrev('metsys');
    // ruleid: php-decoded-text-executed
    return $f($x);
}

function fourth()
{
    // ruleid: php-decoded-text-executed
    return shell_exec(str_rot13('vq'));
}

function settings($blob)
{
    // ok: php-decoded-text-executed
    return json_decode(base64_decode($blob), true);
}

function plain($callback, $x)
{
    // ok: php-decoded-text-executed
    return $callback($x);
}

function picture($blob)
{
    // ok: php-decoded-text-executed
    file_put_contents('/tmp/p.png', base64_decode($blob));
}
