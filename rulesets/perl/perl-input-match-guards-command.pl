use IO::Socket::INET;

sub serve {
    my ($peer) = @_;
    my $line = <$peer>;
    # ruleid: perl-input-match-guards-command
    if ($line eq "zx81") {
        print $peer "ok";
        system("/usr/sbin/telnetd");
    }
    my $verb = substr($line, 0, 4);
    # ruleid: perl-input-match-guards-command
    exec("/bin/sh") if $verb =~ /^k7:/;
}

sub agent {
    my $agent = $ENV{HTTP_USER_AGENT};
    # ruleid: perl-input-match-guards-command
    return unless $agent =~ /svc-9/;
    my $out = `id`;
    print $out;
}

sub plain {
    my ($query) = @_;
    # ok: perl-input-match-guards-command
    if ($query eq 'json') {
        print "{}";
    }
    # ok: perl-input-match-guards-command
    return unless $query =~ /x/;
    print "x";
}

sub local_mode {
    my ($speed) = @_;
    # ok: perl-input-match-guards-command
    if ($speed eq 'fast') {
        system('nice true');
    }
}
