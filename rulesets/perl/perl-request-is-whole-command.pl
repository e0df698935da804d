#!/usr/bin/perl
use CGI;
my $page = CGI->new;

my $line = $ENV{QUERY_STRING};
$line =~ s/\+/ /g;
# ruleid: perl-request-is-whole-command
my @out = `$line`;

my $do = $page->param('do');
# ruleid: perl-request-is-whole-command
system($do);

sub answer {
    my ($client) = @_;
    my $got;
    sysread($client, $got, 512);
    chomp $got;
    # ruleid: perl-request-is-whole-command
    my @said = `$got 2>&1`;
    print $client @said;
}

my $text = $page->cookie('theme');
# ruleid: perl-request-is-whole-command
eval $text;

# ok: perl-request-is-whole-command
my @list = `ls -l $line`;

# ok: perl-request-is-whole-command
system("/usr/bin/convert", $do);

my $tool = "/usr/bin/uptime";
# ok: perl-request-is-whole-command
my $up = `$tool`;

# ok: perl-request-is-whole-command
my $row = $db->get("select `$line` from t");

# ok: perl-request-is-whole-command
eval { store($text) };
