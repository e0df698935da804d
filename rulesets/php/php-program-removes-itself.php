<?php
// ruleid: php-program-removes-itself
@unlink(__FILE__);

function done()
{
    $me = realpath($_SERVER['SCRIPT_FILENAME']);
    // ruleid: php-program-removes-itself
    unlink($me);
}

class Step
{
    private $self;

    public function __construct()
    {
        $this->self = basename(__FILE__);
    }

    public function __destruct()
    {
        // ruleid: php-program-removes-itself
        @unlink($this->self);
    }
}

function cache()
{
    // ok: php-program-removes-itself
    unlink(dirname(__FILE__) . '/cache.php');
    // ok: php-program-removes-itself
    unlink(__FILE__ . '.lock');
}

function log_of($name)
{
    // ok: php-program-removes-itself
    return is_readable(__FILE__) && unlink($name);
}
