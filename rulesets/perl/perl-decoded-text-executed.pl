use MIME::Base64;

my @numbers = (39, 28);

sub clear {
    my ($text, $key) = @_;
    my $out = $text ^ $key;
    return $out;
}

sub first {
    # ruleid: perl-decoded-text-executed
    eval(decode_base64("cHJpbnQgMTs="));
}

sub second {
    my $text = pack("H*", "7072696e74");
    my $code = $text;
    # ruleid: perl-decoded-text-executed
    eval($code);
}

sub third {
    my $program = clear("x2sd", "abcd");
    # ruleid: perl-decoded-text-executed
    system($program, "-c");
}

sub fourth {
    my $host = decode_base64("dXAubmV0");
    # ruleid: perl-decoded-text-executed
    my $ip = gethostbyname($host);
    return $ip;
}

sub plain {
    my ($code) = @_;
    # ok: perl-decoded-text-executed
    eval($code);
}

sub stored {
    my ($blob) = @_;
    # ok: perl-decoded-text-executed
    print STDOUT decode_base64($blob);
}

sub list {
    # ok: perl-decoded-text-executed
    system("/bin/ls", "-l");
}
