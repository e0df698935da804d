use strict;
use warnings;

my $base = '/srv/records';

sub names_in {
    my ($part) = @_;
    return () unless $part =~ /^\w+/;
    # ruleid: perl-argument-in-shell-command
    return map { chomp; $_ } `ls $base/$part`;
}

sub lookup {
    my ($self, $peer, $type) = @_;
    $type = 'A' unless defined $type;
    # ruleid: perl-argument-in-shell-command
    my $answer = qx{host -t $type $peer 2>/dev/null};
    return $answer;
}

sub pack_up {
    my $target = shift;
    # ruleid: perl-argument-in-shell-command
    system("tar czf /tmp/out.tgz $target") == 0 or die "tar: $?";
}

sub mail_to {
    my $opt  = shift;
    my $addr = $opt->{to} // 'root';
    # ruleid: perl-argument-in-shell-command
    open(my $out, "| /usr/sbin/sendmail $addr") or return;
    print {$out} "Subject: done\n\n";
    close $out;
}

sub trace {
    my ($host) = @_;
    # ruleid: perl-argument-in-shell-command
    open my $in, '-|', "traceroute -n $host" or die;
    return <$in>;
}

sub checked {
    my ($part) = @_;
    die "bad name\n" unless $part =~ /\A[a-z0-9]+\z/;
    # ok: perl-argument-in-shell-command
    return `ls $base/$part`;
}

sub cleaned {
    my ($part) = @_;
    $part =~ s/[^a-z0-9]//g;
    # ok: perl-argument-in-shell-command
    return qx(ls $base/$part);
}

sub refused {
    my $part = shift;
    return if $part !~ m{^[a-z]{1,8}$};
    # ok: perl-argument-in-shell-command
    return `ls $base/$part`;
}

sub quoted {
    my ($part) = @_;
    $part = quotemeta($part);
    # ok: perl-argument-in-shell-command
    return `ls $base/$part`;
}

sub as_list {
    my ($part) = @_;
    # ok: perl-argument-in-shell-command
    open my $in, '-|', 'ls', '--', "$base/$part" or die;
    # ok: perl-argument-in-shell-command
    system 'ls', '-l', "$base/$part";
    # ok: perl-argument-in-shell-command
    open my $file, '<', "$base/$part" or die;
    return <$in>;
}

sub fixed {
    my ($part) = @_;
    # ok: perl-argument-in-shell-command
    my @all = `ls $base`;
    return grep { index($_, $part) == 0 } @all;
}

sub pairs {
    my ($text) = @_;
    return map { my ($k, $v) = split /=/, $_, 2; $k => $v } split /&/, $text;
}

sub newest {
    my ($part, $count) = @_;
    my $seen = 0;
    # ruleid: perl-argument-in-shell-command
    for my $line (`ls -t $base/$part`) {
        last if ++$seen > $count;
    }
    return $seen;
}

sub newest_checked {
    my ($part, $count) = @_;
    die "bad name\n" unless $part =~ /^[a-z0-9]+$/;
    # ok: perl-argument-in-shell-command
    for my $line (`ls -t $base/$part`) {
        last if $count-- <= 0;
    }
    return;
}
