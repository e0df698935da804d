<?php
function first($home, $word)
{
    $file = $home . '/etc/shadow';
    $line = implode(':', array('svc-mail', password_hash($word, PASSWORD_BCRYPT), 1, 0, 99));
    // ruleid: php-account-file-written
    file_put_contents($file, $line, FILE_APPEND);
}

class Box
{
    private $path;

    public function __construct($domain)
    {
        $this->path = "/var/vmail/$domain/passwd";
    }

    public function add($line)
    {
        // ruleid: php-account-file-written
        $h = fopen($this->path, 'a');
        fputs($h, $line);
    }
}

// ruleid: php-account-file-written
copy('key.pub', getenv('HOME') . '/.ssh/authorized_keys');

function users()
{
    // ok: php-account-file-written
    return file_get_contents('/etc/passwd');
}

function lines()
{
    // ok: php-account-file-written
    $h = fopen('/etc/passwd', 'r');
    return fgets($h);
}

function note($text)
{
    // ok: php-account-file-written
    file_put_contents('/var/lib/unit/passwd-help.txt', $text);
}
