<?php
function wipe()
{
    foreach (['/var/log/auth.log', '/var/log/wtmp'] as $r) {
        // ruleid: php-log-file-emptied
        file_put_contents($r, "");
    }
}

function first()
{
    $p = '/var/log/messages';
    // ruleid: php-log-file-emptied
    unlink($p);
}

function byCommand($peer)
{
    // ruleid: php-log-file-emptied
    shell_exec("sed -i '/" . $peer . "/d' /var/log/messages; killall syslogd");
}

function note($text)
{
    // ok: php-log-file-emptied
    file_put_contents('/var/log/unit.log', $text, FILE_APPEND);
}

function cache()
{
    // ok: php-log-file-emptied
    unlink('/var/cache/unit');
}

function show()
{
    // ok: php-log-file-emptied
    return shell_exec('tail -n 20 /var/log/messages');
}
