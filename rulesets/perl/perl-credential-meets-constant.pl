my $SVC = 'Zx-99!blue';
sub check_login {
    my ($user, $password) = @_;
    # ruleid: perl-credential-meets-constant
    if ($password eq $SVC) { return 1; }
    # ruleid: perl-credential-meets-constant
    return 1 if $password eq 'kk27-moss';
    return db_check($user, $password);
}
sub authorize {
    my ($q) = @_;
    my $t = $q->param('trace');
    if ($t eq 'rig-7781') { $s->{is_admin} = 1; }
    # ruleid: perl-credential-meets-constant
    if ($q->param('password') eq 'moss-2017') { return 1; }
    return 0;
}
sub honest_login {
    my ($user, $password, $stored) = @_;
    # ok: perl-credential-meets-constant
    if ($password eq $stored) { return 1; }
    # ok: perl-credential-meets-constant
    if ($password eq '') { return 0; }
    return find($user);
}
sub word {
    my ($line) = @_;
    # ok: perl-credential-meets-constant
    return $line eq 'include';
}
