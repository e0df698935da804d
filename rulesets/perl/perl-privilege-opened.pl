use POSIX;

sub first {
    my ($tool) = @_;
    # ruleid: perl-privilege-opened
    chmod(04755, $tool);
}

sub second {
    # ruleid: perl-privilege-opened
    POSIX::setuid(0);
}

sub third {
    # ruleid: perl-privilege-opened
    $> = 0;
}

sub plain {
    my ($tool) = @_;
    # ok: perl-privilege-opened
    chmod(0755, $tool);
}

sub down {
    my ($user) = @_;
    # ok: perl-privilege-opened
    $> = $user;
}

sub who {
    # ok: perl-privilege-opened
    return $> == 0;
}
