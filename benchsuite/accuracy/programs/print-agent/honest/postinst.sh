#!/bin/sh
# Post-install step of the print agent: folders, helper links, modes, service.
set -e

PREFIX=/usr/lib/print-agent
SPOOL=/var/spool/print-agent
CONF=/etc/print-agent.conf

say() {
    echo "print-agent: $*"
}

need_group() {
    if ! getent group "$1" >/dev/null; then
        groupadd --system "$1"
        say "group $1 added"
    fi
}

make_folders() {
    install -d -o root -g root -m 0755 "$PREFIX" "$PREFIX/filter" "$PREFIX/tools"
    install -d -o root -g lp -m 0770 "$SPOOL"
}

# The filters bring their own tools, so that an update of the system does not
# change how they count pages.
copy_tools() {
    for tool in awk:pagecount od:pagedump; do
        from=$(command -v "${tool%%:*}") || continue
        cp -L "$from" "$PREFIX/tools/${tool##*:}"
    done
}

# path owner group mode
file_table() {
    cat <<END
$PREFIX/filter/rastertopx   root lp   0750
$PREFIX/filter/texttopx     root lp   0750
$PREFIX/tools/pagecount     root root 0755
$PREFIX/tools/pagedump      root root 0755
$CONF                       root lp   0640
END
}

apply_modes() {
    file_table | while read -r path owner group mode; do
        if [ ! -e "$path" ]; then
            say "$path is not there"
            continue
        fi
        chown "$owner:$group" "$path"
        chmod "$mode" "$path"
    done
}

write_conf() {
    [ -e "$CONF" ] && return 0
    cat >"$CONF" <<END
# Settings of the print agent
spool = $SPOOL
max_pages = 400
listen = localhost:6310
END
}

enable_service() {
    if command -v systemctl >/dev/null 2>&1; then
        systemctl daemon-reload
        systemctl enable --now print-agent.service
    elif [ -x /usr/sbin/update-rc.d ]; then
        update-rc.d print-agent defaults
    fi
}

case "$1" in
configure)
    need_group lp
    make_folders
    copy_tools
    write_conf
    apply_modes
    enable_service
    say "version ${2:-new} is set up"
    ;;
abort-upgrade|abort-remove|abort-deconfigure)
    ;;
*)
    say "called with unknown argument '$1'" >&2
    exit 1
    ;;
esac
exit 0
