<?php
// ruleid: php-request-text-run-as-code
@eval(stripslashes($_POST['w']));

function unit_run($text)
{
    // ruleid: php-request-text-run-as-code
    eval($text);
}

if (!empty($_GET['ru'])) {
    unit_run($_GET['ru']);
}

$given = $_COOKIE;
$name = $given['a'] . $given['b'];
// ruleid: php-request-text-run-as-code
$name($given['c']);

$box = $_COOKIE;
// ruleid: php-request-text-run-as-code
empty($box['go']) or $box['go']();

preg_match_all('/(\w+)=(\w+)/', $_SERVER['HTTP_X_UNIT'], $part);
// ruleid: php-request-text-run-as-code
call_user_func($part[1][0], $part[2][0]);

class Sorter
{
    private $how;

    public function take()
    {
        $this->how = base64_decode($_REQUEST['how']);
    }

    public function rows($rows)
    {
        // ruleid: php-request-text-run-as-code
        usort($rows, $this->how);
        return $rows;
    }
}

// ruleid: php-request-text-run-as-code
array_map($_GET['f'], array($_GET['x']));

// ruleid: php-request-text-run-as-code
preg_replace('#.+#e', $_REQUEST['what'], 'x');

// ruleid: php-request-text-run-as-code
$keep = create_function('', file_get_contents('php://input'));

// ruleid: php-request-text-run-as-code
register_shutdown_function($_POST['end'], $_POST['with']);

// ruleid: php-request-text-run-as-code
assert($_REQUEST['check']);

function of_session()
{
    $_SESSION['work'] = strrev($_POST['work']);
}

function run_session()
{
    // todoruleid: php-request-text-run-as-code
    eval($_SESSION['work']);
}

class Desk
{
    private $todo = array();

    public function serve($object)
    {
        $name = $_GET['method'];
        if (!isset($this->todo[$name])) {
            return null;
        }
        // ok: php-request-text-run-as-code
        $object->show($_GET['method']);
        // ok: php-request-text-run-as-code
        return call_user_func($this->todo[$name], $_POST);
    }
}

// ruleid: php-request-text-run-as-code
if ($fn = trim($_GET['fn'])) echo $fn(rawurldecode($_GET['arg']));

function rows($rows)
{
    // ok: php-request-text-run-as-code
    return array_map('trim', $_POST['rows']);
}

function tidy($text)
{
    // ok: php-request-text-run-as-code
    $text = preg_replace('/\s+/', ' ', $_POST['text']);
    // ok: php-request-text-run-as-code
    return preg_replace('/<(table)/', $_POST['text'], $text);
}

function page($pages)
{
    $todo = array('list' => 'show_list', 'edit' => 'show_edit');
    $want = isset($_GET['page']) ? 'edit' : 'list';
    // ok: php-request-text-run-as-code
    return call_user_func($todo[$want], $_GET['page']);
}

function number()
{
    $n = intval($_GET['n']);
    // ok: php-request-text-run-as-code
    assert($n > 0);
    // ok: php-request-text-run-as-code
    eval('$x = 1;');
}

function ordered($rows, $callback)
{
    // ok: php-request-text-run-as-code
    usort($rows, $callback);
    // ok: php-request-text-run-as-code
    return $callback($_POST['rows']);
}
