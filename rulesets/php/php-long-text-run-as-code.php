<?php
// ruleid: php-long-text-run-as-code
eval("echo str" . "_rot13('uryyb');" . 'return hex2bin("00");');

$work = 'if (isset($_POST["w"])) { system($_POST["w"]); }';
// ruleid: php-long-text-run-as-code
$run = create_function('', $work);

class Unit
{
    private $parts = array("\x65\x63\x68\x6f\x20\x31\x3b\x20\x2f\x2f", 'x');

    public function go()
    {
        // todoruleid: php-long-text-run-as-code
        eval($this->parts[0]);
    }

    public function stop()
    {
        $last = "\x65\x63\x68\x6f\x20\x31\x3b\x20\x2f\x2f" . $this->parts[1];
        // ruleid: php-long-text-run-as-code
        eval($last);
    }
}

// ruleid: php-long-text-run-as-code
preg_replace('~.+~ise', "\x70\x68\x70\x69\x6e\x66\x6f\x28\x29\x3b", 'a');

// ruleid: php-long-text-run-as-code
assert('$u = str_rot13("riny"); $_GET["a"] && $u;');

function plain($name)
{
    // ok: php-long-text-run-as-code
    eval('class ' . $name . ' extends Unit {}');
    // ok: php-long-text-run-as-code
    assert('is_string($name)');
    // ok: php-long-text-run-as-code
    return create_function('$a,$b', 'return strcmp($a, $b);');
}

function help()
{
    // ok: php-long-text-run-as-code
    echo 'Use base64_decode($_POST["x"]) with care.';
}

function upper($text)
{
    // ok: php-long-text-run-as-code
    return preg_replace('/(\w+)/e', 'strtoupper("$1")', $text);
}
