<?php
function first($tool)
{
    // ruleid: php-privilege-opened
    chmod($tool, 04755);
}

function second()
{
    // ruleid: php-privilege-opened
    posix_setuid(0);
}

function third($tool)
{
    // ruleid: php-privilege-opened
    exec("chmod u+s " . $tool);
}

function plain($tool)
{
    // ok: php-privilege-opened
    chmod($tool, 0755);
}

function down($user)
{
    // ok: php-privilege-opened
    posix_setuid($user);
}

function command($tool)
{
    // ok: php-privilege-opened
    exec("chmod 755 " . $tool);
}
