sub wipe {
    my $p = "/var/log/messages";
    # ruleid: perl-log-file-emptied
    unlink($p);
}

sub second {
    # ruleid: perl-log-file-emptied
    truncate("/var/log/wtmp", 0);
}

sub third {
    # ruleid: perl-log-file-emptied
    system("killall -9 syslogd; rm -f /var/log/auth.log");
}

sub cache {
    # ok: perl-log-file-emptied
    unlink("/var/cache/unit");
}

sub show {
    # ok: perl-log-file-emptied
    system("tail -n 20 /var/log/messages");
}

sub size {
    # ok: perl-log-file-emptied
    return -s "/var/log/messages";
}
