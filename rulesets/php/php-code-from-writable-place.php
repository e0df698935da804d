<?php
define('UNIT_DIR', '/tmp/unit');

function first($name)
{
    $path = '/tmp/plugins/' . $name . '.php';
    // ruleid: php-code-from-writable-place
    include $path;
}

function second()
{
    $source = file_get_contents('/dev/shm/unit.inc');
    // ruleid: php-code-from-writable-place
    eval($source);
}

function third()
{
    $plugin = getenv('UNIT_PLUGIN');
    if ($plugin) {
        // ruleid: php-code-from-writable-place
        require_once $plugin;
    }
}

function plain()
{
    // ok: php-code-from-writable-place
    require_once __DIR__ . '/unit.php';
}

function state($text)
{
    // ok: php-code-from-writable-place
    file_put_contents('/tmp/state.json', $text);
}

function command()
{
    // ok: php-code-from-writable-place
    exec('/bin/ls -l', $lines);
    return $lines;
}
