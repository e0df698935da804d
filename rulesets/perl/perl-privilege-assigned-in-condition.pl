sub a {
    my ($uid, $s) = @_;
    # ruleid: perl-privilege-assigned-in-condition
    if ($uid = 0) { return root(); }
    # ruleid: perl-privilege-assigned-in-condition
    if ($s->{role} = 'admin') { return panel(); }
    # ruleid: perl-privilege-assigned-in-condition
    if ($s && ($s->{is_admin} = 1)) { go(); }
    # ok: perl-privilege-assigned-in-condition
    if ($uid == 0) { return root(); }
    # ok: perl-privilege-assigned-in-condition
    if ($s->{role} eq 'admin') { return panel(); }
    # ok: perl-privilege-assigned-in-condition
    if (my $row = shift) { go($row); }
}
