use Digest::MD5 qw(md5_hex);
# ruleid: perl-weak-cryptography
my $stored = md5_hex($password . $salt);
# ruleid: perl-weak-cryptography
my $c = Crypt::RC4->new($key);
# ruleid: perl-weak-cryptography
my $h = crypt($password, 'ab');
# ok: perl-weak-cryptography
my $d = Digest::SHA->new(256);
# ok: perl-weak-cryptography
# md5_hex($x) was used before
# ok: perl-weak-cryptography
my $name = $table{md5};
