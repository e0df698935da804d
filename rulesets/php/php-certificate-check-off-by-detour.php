<?php

function by_setting($curl, array $settings)
{
    $strict = !empty($settings['strict']);
    // ruleid: php-certificate-check-off-by-detour
    curl_setopt($curl, CURLOPT_SSL_VERIFYPEER, $strict);
}

function by_table($curl)
{
    $options = [CURLOPT_TIMEOUT => 5];
    // ruleid: php-certificate-check-off-by-detour
    $options[CURLOPT_SSL_VERIFYHOST] = 0;
    curl_setopt_array($curl, $options);
}

function by_context($url)
{
    $context = stream_context_create();
    // ruleid: php-certificate-check-off-by-detour
    stream_context_set_option($context, 'ssl', 'verify_peer', false);
    return file_get_contents($url, false, $context);
}

function looks_like_yes($curl)
{
    // ruleid: php-certificate-check-off-by-detour
    curl_setopt($curl, CURLOPT_SSL_VERIFYHOST, 1);
}

function strict($curl, $context, $bundle)
{
    $check = true;
    // ok: php-certificate-check-off-by-detour
    curl_setopt($curl, CURLOPT_SSL_VERIFYPEER, $check);
    // ok: php-certificate-check-off-by-detour
    curl_setopt($curl, CURLOPT_SSL_VERIFYHOST, 2);
    // ok: php-certificate-check-off-by-detour
    stream_context_set_option($context, 'ssl', 'cafile', $bundle);
    $options = [];
    // ok: php-certificate-check-off-by-detour
    $options['verify_peer'] = true;
    // ok: php-certificate-check-off-by-detour
    $options['verify_depth'] = 0;
    return $options;
}
