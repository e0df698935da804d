#!/usr/bin/perl
# Nightly turn of the call records: compress yesterday's file, keep the open
# calls in the current one, remove what is older than the retention time.

use strict;
use warnings;

use File::Basename qw(basename);
use File::Copy qw(move);
use IO::Compress::Gzip qw(gzip $GzipError);
use POSIX qw(strftime);
use Sys::Syslog qw(openlog syslog closelog);

my %conf = (
    dir       => '/var/log/calls',
    retention => 180,
    conf_file => '/etc/callrecords.conf',
);

sub read_conf {
    my ($file) = @_;
    open my $in, '<', $file or return;
    while (my $line = <$in>) {
        next if $line =~ /^\s*(?:#|$)/;
        if ($line =~ /^\s*(dir|retention)\s*=\s*(\S+)\s*$/) {
            $conf{$1} = $2;
        }
    }
    close $in;
    return;
}

# time;state;from;to;seconds
sub split_record {
    my ($line) = @_;
    chomp $line;
    my @f = split /;/, $line, -1;
    return unless @f == 5;
    return { time => $f[0], state => $f[1], from => $f[2], to => $f[3], seconds => $f[4] };
}

sub odd_number {
    my ($rec) = @_;
    my $line = $rec->{from} . '/' . $rec->{to};
    return $line !~ m{^\+?\d*/\+?\d*$};
}

# Splits the current file in finished calls and calls that still go on.
sub divide {
    my ($file) = @_;
    my (@done, @open);
    open my $in, '<', $file or die "$file: $!\n";
    while (my $line = <$in>) {
        my $rec = split_record($line);
        if (!$rec) {
            push @done, $line;
            next;
        }
        syslog('notice', 'odd number in the record of %s', $rec->{time}) if odd_number($rec);
        if ($rec->{state} eq 'open') { push @open, $line }
        else                         { push @done, $line }
    }
    close $in;
    return (\@done, \@open);
}

sub write_lines {
    my ($file, $lines) = @_;
    open my $out, '>', "$file.new" or die "$file.new: $!\n";
    print {$out} @$lines;
    close $out or die "$file.new: $!\n";
    move("$file.new", $file) or die "$file: $!\n";
    return scalar @$lines;
}

sub turn {
    my ($current) = @_;
    my @st = stat $current or return 0;
    my ($done, $open) = divide($current);
    my $archive = "$conf{dir}/" . strftime('%Y%m%d', localtime(time - 86400)) . '.rec';

    write_lines($archive, $done);
    write_lines($current, $open);
    gzip($archive => "$archive.gz") or die "gzip: $GzipError\n";
    syslog('info', '%s closed, last record of %s', basename($archive), scalar localtime $st[9]);
    unlink $archive;
    return scalar @$done;
}

sub expire {
    my $limit = time - $conf{retention} * 86400;
    for my $file (glob "$conf{dir}/*.rec.gz") {
        my $mtime = (stat $file)[9];
        next if !defined $mtime || $mtime > $limit;
        syslog('info', 'remove %s after %d days', basename($file), $conf{retention});
        unlink $file or syslog('warning', 'cannot remove %s: %m', basename($file));
    }
    return;
}

openlog('callrecords', 'pid', 'local3');
read_conf($conf{conf_file});
my $count = turn("$conf{dir}/current.rec");
syslog('info', '%d records archived', $count);
expire();
closelog();
