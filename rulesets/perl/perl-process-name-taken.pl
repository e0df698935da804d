#!/usr/bin/perl
use strict;

sub hide_first {
    # ruleid: perl-process-name-taken
    $0 = "[kworker/u4:1]";
}

my $as = '/usr/sbin/crond -n';
# ruleid: perl-process-name-taken
$0 = $as;

sub hide_third {
    my $own = "-bash";
    # ruleid: perl-process-name-taken
    $0 = "$own" if fork;
}

sub hide_fourth {
    my ($name) = @_;
    # ruleid: perl-process-name-taken
    $0 = $name . "\0" x 40;
}

# ok: perl-process-name-taken
$0 = "unitd: worker";

# ok: perl-process-name-taken
my $base = $0;
$base =~ s{.*/}{};

# ok: perl-process-name-taken
print "usage: $0 [-v] file\n" if $0 eq "bash";

# ok: perl-process-name-taken
$0 = "mailq-report [" . scalar(@ARGV) . "]";

# ok: perl-process-name-taken
exec "/usr/sbin/crond", "-n";
