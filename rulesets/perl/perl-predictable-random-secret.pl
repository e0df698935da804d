# ruleid: perl-predictable-random-secret
my $token = join '', map { chr(97 + int rand 26) } 1 .. 16;
# ruleid: perl-predictable-random-secret
$session->{session_id} = sprintf("%x%x", time, $$);
# ruleid: perl-predictable-random-secret
srand(42);
# ok: perl-predictable-random-secret
my $shade = int rand 255;
# ok: perl-predictable-random-secret
my $token = Crypt::URandom::urandom(16);
# ok: perl-predictable-random-secret
my $started = time;
# ok: perl-predictable-random-secret
srand;
