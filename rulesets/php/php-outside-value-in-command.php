<?php
function line($host)
{
    return sprintf('ping -c1 %s', $host);
}

function ping()
{
    $cmd = line($_GET['host']);
    // ruleid: php-outside-value-in-command
    passthru($cmd);
}

class Job
{
    private $name;

    public function __construct()
    {
        $this->name = $_POST['name'];
    }

    public function pack()
    {
        // ruleid: php-outside-value-in-command
        exec("tar cf /tmp/{$this->name}.tar /data");
    }
}

function order($request)
{
    $o = json_decode(file_get_contents('php://input'), true);
    // ruleid: php-outside-value-in-command
    $p = popen($o['line'] . ' 2>&1', 'r');
    return $p;
}

function quoted()
{
    $h = escapeshellarg($_GET['host']);
    // ok: php-outside-value-in-command
    system('ping ' . $h);
}

function number()
{
    $n = intval($_GET['n']);
    // ok: php-outside-value-in-command
    system('head -n ' . $n . ' /etc/motd');
}

function fixed()
{
    // ok: php-outside-value-in-command
    system('uptime');
}
