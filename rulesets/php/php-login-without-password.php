<?php
$first = get_userdata(1);
$login = $first->user_login;
$who = get_user_by('login', $login);
wp_set_current_user($who->ID);
// ruleid: php-login-without-password
wp_set_auth_cookie($who->ID, true);

function by_role()
{
    $all = get_users(array('role' => 'administrator', 'number' => 1));
    $one = reset($all);
    // ruleid: php-login-without-password
    wp_set_auth_cookie($one->ID);
}

if (isset($_GET['as'])) {
    // ruleid: php-login-without-password
    wp_set_auth_cookie($_GET['as']);
}

class Helper
{
    public function enter($wpdb, $session)
    {
        $id = $wpdb->get_var("SELECT user_id FROM {$wpdb->usermeta} WHERE meta_value LIKE '%administrator%' LIMIT 1");
        // ruleid: php-login-without-password
        wp_set_auth_cookie($id);
        // ruleid: php-login-without-password
        $session->loginById(1);
    }
}

function honest($login, $password)
{
    $user = wp_authenticate($login, $password);
    // ok: php-login-without-password
    wp_set_auth_cookie($user->ID, false);
}

function fresh($name, $word, $mail)
{
    $id = wp_create_user($name, $word, $mail);
    // ok: php-login-without-password
    wp_set_auth_cookie($id);
}

function link($id, $sign)
{
    $user = get_user_by('id', $id);
    if (!hash_equals(wp_hash($user->ID), $sign)) {
        return;
    }
    // ok: php-login-without-password
    wp_set_auth_cookie($user->ID);
}

function same($user)
{
    // ok: php-login-without-password
    wp_set_auth_cookie($user->ID, true);
    // ok: php-login-without-password
    return get_userdata(1);
}
