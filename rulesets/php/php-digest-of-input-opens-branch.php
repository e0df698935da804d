<?php
// ruleid: php-digest-of-input-opens-branch
if (isset($_GET['unit']) && md5($_GET['unit']) == 'a3cca2b2aa1e3b5b3b5aad99a8529074') {
    wp_delete_post(1);
}

const LOCK = '2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b';

class Door
{
    private $word;

    public function take()
    {
        $this->word = $_SERVER['HTTP_X_UNIT'];
    }

    public function shut()
    {
        $given = trim($_SERVER['HTTP_X_UNIT']);
        // ruleid: php-digest-of-input-opens-branch
        return hash('sha256', 'salt' . $given) !== LOCK;
    }

    public function closed()
    {
        // todoruleid: php-digest-of-input-opens-branch
        return hash('sha256', 'salt' . $this->word) !== LOCK;
    }
}

$given = sha1(md5($_COOKIE['s'] ?? ''));
// ruleid: php-digest-of-input-opens-branch
if ($given !== 'da39a3ee5e6b4b0d3255bfef95601890afd80709') {
    exit;
}

// ruleid: php-digest-of-input-opens-branch
if (!password_verify($_POST['w'], '$2y$10$abcdefghijklmnopqrstuuNcY7nPb0wvVuxLFFHIZ1W7yvEFWbHdC')) {
    die();
}

function honest($user)
{
    // ok: php-digest-of-input-opens-branch
    if (hash_equals($user->stored, hash('sha256', $_POST['password']))) {
        return true;
    }
    // ok: php-digest-of-input-opens-branch
    if ($_GET['format'] === 'json') {
        return false;
    }
    // ok: php-digest-of-input-opens-branch
    return password_verify($_POST['password'], $user->hash);
}

function whole($path)
{
    // ok: php-digest-of-input-opens-branch
    if (md5_file($path) === 'd41d8cd98f00b204e9800998ecf8427e') {
        return 'empty';
    }
    // ok: php-digest-of-input-opens-branch
    return sha1($path) == 'da39a3ee5e6b4b0d3255bfef95601890afd80709';
}

function fresh($posts)
{
    // ok: php-digest-of-input-opens-branch
    if ($_GET['etag'] == md5(serialize($posts))) {
        header('HTTP/1.1 304 Not Modified');
    }
}
