use LWP::UserAgent;
# ruleid: perl-certificate-check-off
my $ua = LWP::UserAgent->new(ssl_opts => { verify_hostname => 0 });
# ruleid: perl-certificate-check-off
my $s = IO::Socket::SSL->new(PeerAddr => $h, SSL_verify_mode => SSL_VERIFY_NONE);
# ruleid: perl-certificate-check-off
$ENV{PERL_LWP_SSL_VERIFY_HOSTNAME} = 0;
# ruleid: perl-certificate-check-off
my $t = IO::Socket::SSL->new(PeerAddr => $h, SSL_verify_callback => sub { 1 });
# ok: perl-certificate-check-off
my $a = LWP::UserAgent->new(ssl_opts => { verify_hostname => 1 });
# ok: perl-certificate-check-off
my $b = IO::Socket::SSL->new(PeerAddr => $h, SSL_verify_mode => SSL_VERIFY_PEER);
# ok: perl-certificate-check-off
my $c = IO::Socket::SSL->new(PeerAddr => $h, SSL_verify_callback => sub { check(@_) });
