#!/usr/bin/perl
# renew_login.cgi - lets a user of the host panel change an expired password

use strict;
use warnings;

my $CONFIG_FILE = '/etc/host-panel/panel.conf';
my $USER_TOOL   = '/usr/libexec/host-panel/userdb';

my %text = (
    err_method => 'This page takes POST only',
    err_mode   => 'Passwords cannot be changed here',
    err_user   => 'The user name is not valid',
    err_match  => 'The new passwords differ',
    err_short  => 'The new password is too short',
    err_old    => 'The old password is wrong',
    done       => 'The password was changed',
);

sub read_config {
    my ($file) = @_;
    my %conf = (min_length => 10, renewal => 'denied');
    open(my $fh, '<', $file) or return %conf;
    while (my $line = <$fh>) {
        next if $line =~ /^\s*(?:#|$)/;
        $conf{$1} = $2 if $line =~ /^(\w+)\s*=\s*(.*?)\s*$/;
    }
    close($fh);
    return %conf;
}

sub read_form {
    my %in;
    my $len = $ENV{CONTENT_LENGTH} // 0;
    return %in if $len !~ /^\d+$/ || $len > 8192;
    read(STDIN, my $body, $len);
    for my $pair (split /&/, $body // '') {
        my ($k, $v) = map { s/\+/ /gr } split(/=/, $pair, 2);
        $v //= '';
        s/%([0-9A-Fa-f]{2})/chr hex $1/ge for $k, $v;
        $in{$k} = $v;
    }
    return %in;
}

sub page {
    my ($status, $message) = @_;
    $message =~ s/&/&amp;/g;
    $message =~ s/</&lt;/g;
    print "Status: $status\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";
    print "<html><body><p>$message</p></body></html>\n";
    exit 0;
}

sub run_tool {
    my ($input, @args) = @_;
    my $pid = open(my $to, '|-', $USER_TOOL, @args) or return 0;
    print {$to} map { "$_\n" } @$input;
    return close($to);
}

sub check_old {
    my ($user, $old) = @_;
    my $answer = $user =~ /^[a-z][a-z0-9_-]{0,31}$/
        ? `$USER_TOOL verify $user $old 2>&1`
        : '';
    return $answer =~ /^verified\b/;
}

sub change {
    my ($in, $conf) = @_;
    my ($user, $old) = @$in{qw(user old)};
    page(403, $text{err_mode}) unless $conf->{renewal} eq 'allowed';
    page(400, $text{err_user}) unless ($user // '') =~ /^[a-z][a-z0-9_-]{0,31}$/;
    page(400, $text{err_match}) if ($in->{new1} // '') ne ($in->{new2} // '');
    page(400, $text{err_short}) if length($in->{new1} // '') < $conf->{min_length};
    page(403, $text{err_old}) unless check_old($user, $old // '');
    run_tool([$in->{new1}], 'set', $user) or page(500, 'The change failed');
    page(200, $text{done});
}

my %conf = read_config($CONFIG_FILE);
page(405, $text{err_method}) if ($ENV{REQUEST_METHOD} // '') ne 'POST';
my %in = read_form();
change(\%in, \%conf);
