#!/usr/bin/perl
our (%in, %text, %session);

# ruleid: perl-command-in-error-message
$in{'stale'} eq '' || die $text{'stale'}, qx!$in{'stale'}!;

sub reject {
    my ($why) = @_;
    # ruleid: perl-command-in-error-message
    show_error("Refused: " . `$why`);
}

# ruleid: perl-command-in-error-message
warn "session lost", system("logger $session{note}") unless $session{id};

# ok: perl-command-in-error-message
die "Cannot exec $text{'program'}: $!" unless $pid;

# ok: perl-command-in-error-message
my $listing = `ls $directory` or die "ls: $!";

# ok: perl-command-in-error-message
die "The kernel is too old: ", `uname -r`;

# ok: perl-command-in-error-message
error("Cannot run `$name' in $directory");
