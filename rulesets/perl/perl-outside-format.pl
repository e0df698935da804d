my $q = CGI->new;
# ruleid: perl-outside-format
printf($q->param('layout'), $unit);
# ruleid: perl-outside-format
printf STDERR $ENV{QUERY_STRING};
# ruleid: perl-outside-format
my $row = sprintf($ARGV[0], 1, 2);
# ok: perl-outside-format
printf("%s\n", $q->param('name'));
# ok: perl-outside-format
my $line = sprintf('%d', $count);
# ok: perl-outside-format
print $ENV{QUERY_STRING};
