#!/usr/bin/perl
use CGI;
my $q = CGI->new;
our (%in, %FORM, %text);

# ruleid: perl-request-value-in-command
$in{'stale'} ne '' && fail($text{'stale'}, qx{$in{'stale'}});

# ruleid: perl-request-value-in-command
my $list = `ls -l $FORM{directory}`;

# ruleid: perl-request-value-in-command
system("ping -c 1 " . $q->param('host'));

# ruleid: perl-request-value-in-command
open(MAIL, "|/usr/sbin/sendmail $FORM{'recipient'}") or die;

# ruleid: perl-request-value-in-command
eval "check_$in{'action'}()";

# ruleid: perl-request-value-in-command
exec $ENV{HTTP_X_DIAG};

# ok: perl-request-value-in-command
system("/usr/bin/lpr", "-P", $in{'printer'});

# ok: perl-request-value-in-command
my $rows = $db->select("select * from t where name = `$in{'name'}`");

# ok: perl-request-value-in-command
open(my $log, '>>', "/var/log/form-$in{'form'}.log");

# ok: perl-request-value-in-command
system("ping -c 1 " . quotemeta($in{'host'}));

# ok: perl-request-value-in-command
eval { store($in{'name'}) };

# ok: perl-request-value-in-command
# once this read `ls $in{'dir'}`, and it was wrong
print "The system $in{'name'} is not known\n";
