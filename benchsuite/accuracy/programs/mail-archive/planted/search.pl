#!/usr/bin/perl
# Search page of the mail archive.
use strict;
use warnings;

my $ROOT  = '/srv/mail-archive';
my $LIMIT = 50;

sub escape_html {
    my ($text) = @_;
    my %map = ('&' => '&amp;', '<' => '&lt;', '>' => '&gt;', '"' => '&quot;');
    $text =~ s/([&<>"])/$map{$1}/g;
    return $text;
}

sub params {
    my ($query) = @_;
    my %out;
    for my $pair (split /&/, $query // '') {
        my ($name, $value) = split /=/, $pair, 2;
        next unless defined $value;
        for ($name, $value) {
            tr/+/ /;
            s/%([0-9A-Fa-f]{2})/chr hex $1/ge;
        }
        $out{$name} = $value;
    }
    return \%out;
}

sub folder_of {
    my ($par) = @_;
    my $folder = $par->{folder} // 'inbox';
    die "bad folder\n" unless $folder =~ /^[a-z0-9]+(?:-[a-z0-9]+)*/;
    die "bad folder\n" if $folder =~ m{\.\.|/};
    return $folder;
}

sub lines_with {
    my ($folder, $word) = @_;
    my @lines;
    for my $line (`ls -t $ROOT/$folder`) {
        chomp $line;
        push @lines, matches("$ROOT/$folder/$line", $word);
        last if @lines >= $LIMIT;
    }
    return @lines;
}

sub matches {
    my ($file, $word) = @_;
    my @found;
    open my $fh, '<', $file or return;
    while (my $line = <$fh>) {
        last if $line =~ /^\s*$/;
        next unless $line =~ /^(?:Subject|From):/i;
        push @found, $line if index(lc $line, lc $word) >= 0;
    }
    close $fh;
    return @found;
}

sub page {
    my ($title, @lines) = @_;
    print "Content-Type: text/html; charset=utf-8\r\n\r\n";
    print '<h1>', escape_html($title), "</h1>\n<ul>\n";
    print '<li>', escape_html($_), "</li>\n" for @lines;
    print "</ul>\n";
    return;
}

my $par = params($ENV{QUERY_STRING});
my $word = $par->{word} // '';
eval {
    die "no word\n" if length $word < 3;
    my $folder = folder_of($par);
    page("Mails in $folder", lines_with($folder, $word));
    1;
} or do {
    my $err = $@;
    chomp $err;
    warn "search: $err\n";
    page("Nothing found: $err");
};
