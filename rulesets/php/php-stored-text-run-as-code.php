<?php
$unit = get_option('unit_cache');
// ruleid: php-stored-text-run-as-code
eval(base64_decode($unit));

// ruleid: php-stored-text-run-as-code
@include '/srv/shop/media/.thumb/head.ico';

class Widget
{
    private $text;

    public function load($wpdb)
    {
        $this->text = $wpdb->get_var('SELECT body FROM wp_unit LIMIT 1');
    }

    public function show()
    {
        // ruleid: php-stored-text-run-as-code
        eval('?>' . $this->text);
    }
}

function details()
{
    $d = exif_read_data('/srv/shop/media/logo.jpg');
    // ruleid: php-stored-text-run-as-code
    preg_replace($d['Make'], $d['Model'], '');
}

function of_session()
{
    $parts = explode(';', $_SESSION['unit']);
    $f = function ($code) {
        // ruleid: php-stored-text-run-as-code
        eval($code . '');
    };
    $f($parts[0]);
}

function of_picture()
{
    $data = file_get_contents(__DIR__ . '/images/bg.png');
    // ruleid: php-stored-text-run-as-code
    eval(substr($data, 100));
}

function page()
{
    // ok: php-stored-text-run-as-code
    include get_template_directory() . '/header.php';
    // ok: php-stored-text-run-as-code
    readfile('/srv/shop/media/head.ico');
}

function option()
{
    $n = intval(get_option('unit_size'));
    // ok: php-stored-text-run-as-code
    eval('$x = ' . $n . ';');
    // ok: php-stored-text-run-as-code
    assert($n > 0);
}

function pick($tag)
{
    // ok: php-stored-text-run-as-code
    return preg_replace('/%name%/', get_option('blogname'), $tag);
}
