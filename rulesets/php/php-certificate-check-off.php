<?php
function fetch($c) {
    // ruleid: php-certificate-check-off
    curl_setopt($c, CURLOPT_SSL_VERIFYPEER, false);
    // ruleid: php-certificate-check-off
    curl_setopt_array($c, [CURLOPT_URL => $u, CURLOPT_SSL_VERIFYHOST => 0]);
    // ok: php-certificate-check-off
    curl_setopt($c, CURLOPT_SSL_VERIFYPEER, true);
    // ok: php-certificate-check-off
    curl_setopt($c, CURLOPT_SSL_VERIFYHOST, 2);
}
// ruleid: php-certificate-check-off
$ctx = stream_context_create(['ssl' => ['verify_peer' => false, 'cafile' => $f]]);
// ruleid: php-certificate-check-off
$client = new Client(['base_uri' => $u, 'verify' => false]);
// ok: php-certificate-check-off
$ctx = stream_context_create(['ssl' => ['verify_peer' => true]]);
