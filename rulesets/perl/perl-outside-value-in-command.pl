use CGI;
my $q = CGI->new;

sub line { my ($h) = @_; return "ping -c1 $h"; }

my $host = $q->param('host');
my $cmd = "ping -c1 $host";
# ruleid: perl-outside-value-in-command
system($cmd);

while (my $order = <$peer>) {
    chomp $order;
    # ruleid: perl-outside-value-in-command
    eval($order);
}

my $name = $ENV{QUERY_STRING};
my $text = 'tar cf /tmp/x ' . $name;
# ruleid: perl-outside-value-in-command
exec($text);

$sock->recv($buf, 512);
# ruleid: perl-outside-value-in-command
open(my $p, '-|', $buf);

my $n = int($q->param('n'));
# ok: perl-outside-value-in-command
system("head -n $n /etc/motd");
# ok: perl-outside-value-in-command
system('uptime');
# ok: perl-outside-value-in-command
open(my $f, '<', '/etc/motd');

my $zone = $q->param('zone');
# ruleid: perl-outside-value-in-command
my $times = qx{zdump $zone};
# ruleid: perl-outside-value-in-command
system('sh', '-c', "zdump $zone");
# ruleid: perl-outside-value-in-command
my @rows = readpipe("zdump $zone");
# ruleid: perl-outside-value-in-command
open(my $pipe, "zdump $zone |");
# ok: perl-outside-value-in-command
system('zdump', $zone);
# ok: perl-outside-value-in-command
exec('zdump', '-v', $zone);
