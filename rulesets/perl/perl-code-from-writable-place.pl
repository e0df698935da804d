my $folder = "/tmp/plugins";

sub first {
    my ($name) = @_;
    my $path = "$folder/$name.pl";
    # ruleid: perl-code-from-writable-place
    do $path;
}

sub second {
    # ruleid: perl-code-from-writable-place
    unshift(@INC, "/dev/shm/lib");
}

sub third {
    my $program = "/var/tmp/helper";
    # ruleid: perl-code-from-writable-place
    system($program, "-d");
}

sub plain {
    # ok: perl-code-from-writable-place
    unshift(@INC, "/usr/share/unit");
}

sub state_file {
    my ($text) = @_;
    # ok: perl-code-from-writable-place
    print STDERR "/tmp/state";
}

sub list {
    # ok: perl-code-from-writable-place
    system("/bin/ls", "-l");
}
