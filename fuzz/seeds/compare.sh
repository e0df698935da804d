#!/bin/sh
# Makes small samples for the target `compare` with the tools that are at hand: compare.sh FOLDER
set -eu
mkdir -p "$1"
out=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

have() { command -v "$1" >/dev/null 2>&1; }
# The samples: a file, and a pair of files with its length before the mark of a pair.
one() { [ ! -s "$1" ] || { cat "$1"; printf '\010\000\001\001\001'; } >"$out/$(basename "$1")"; }
two() {
    [ ! -s "$1" ] || [ ! -s "$2" ] || {
        cat "$1" "$2"
        n=$(wc -c <"$1")
        # shellcheck disable=SC2059 # The bytes of the length, the lowest first.
        printf "$(printf '\\%03o\\%03o\\%03o\\%03o' $((n & 255)) $((n >> 8 & 255)) $((n >> 16 & 255)) $((n >> 24)))"
        printf '\377'
    } >"$out/$(basename "$1").pair"
}
# Makes each sample of two trees that differ a little.
both() {
    name=$1
    shift
    have "$1" || return 0
    for side in a b; do (cd $side && "$@" >/dev/null 2>&1) || echo "$name: not made" >&2; done
    one "a/$name"
    two "a/$name" "b/$name"
}

for side in a b; do
    mkdir -p $side/tree/etc
    printf 'user=root\nport=80\nbuilt by %s\n' $side >$side/tree/etc/settings
    printf '#!/bin/sh\necho hello\n' >$side/tree/start
    chmod +x $side/tree/start
    ln -s start $side/tree/link
    printf 'int value = %d; int twice(int x) { return 2 * x; } int start(void) { return twice(value); }\n' $(($(printf %d "'$side") - 90)) >$side/a.c
    printf 'class A { int x = %d; int twice() { return 2 * x; } }\n' $(($(printf %d "'$side") - 90)) >$side/A.java
    printf 'def twice(x):\n    return 2 * x\nside = "%s"\n' $side >$side/a.py
    printf '/dts-v1/;\n/ { model = "board"; cpus { cpu@0 { reg = <0>; side = "%s"; }; }; };\n' $side >$side/a.dts
    printf '/dts-v1/;\n/ { description = "FIT"; images { kernel { description = "k"; data = /incbin/("tree/start"); type = "kernel"; arch = "arm"; os = "linux"; compression = "none"; load = <0>; entry = <%d>; hash-1 { algo = "sha256"; }; }; }; configurations { default = "c"; c { kernel = "kernel"; }; }; };\n' $(($(printf %d "'$side") - 90)) >$side/a.its
    printf '[ubi]\nmode=ubi\nimage=tree/etc/settings\nvol_id=0\nvol_type=dynamic\nvol_name=a\nvol_size=16KiB\n' >$side/ubi.ini
    printf 'Name: a\nVersion: 1\nRelease: 1\nSummary: a\nLicense: none\nBuildArch: noarch\n%%description\n%s\n%%install\nmkdir -p %%{buildroot}/etc; echo %s >%%{buildroot}/etc/a\n%%files\n/etc/a\n' $side $side >$side/a.spec
    head -c 8000 /dev/zero >$side/zeros
done

both text.txt cp tree/etc/settings text.txt
both a.o gcc -c -o a.o a.c
both a.so gcc -fPIC -nostdlib -shared -Wl,-z,norelro -o a.so a.c
both debug.o gcc -g -c -o debug.o a.c
both arm.so arm-linux-gnueabi-gcc -nostdlib -shared -o arm.so a.c
both arm64.so aarch64-linux-gnu-gcc -fPIC -nostdlib -shared -Wl,-z,max-page-size=4096 -o arm64.so a.c
both stripped.so strip -o stripped.so a.so
both a.efi objcopy -O pei-x86-64 a.so a.efi
both a.a ar rc a.a a.o tree/start
both a.tar tar -cf a.tar tree
both gnu.cpio sh -c 'find tree | cpio -o -H newc >gnu.cpio'
both old.cpio sh -c 'find tree | cpio -o -H odc >old.cpio'
both a.zip zip -qr a.zip tree
both stored.zip zip -q0r stored.zip tree
both a.class sh -c 'javac -d . A.java && mv A.class a.class'
both a.jar sh -c 'mkdir -p jar && cp a.class jar/A.class && jar cf a.jar -C jar .'
both a.pyc python3 -c 'import py_compile; py_compile.compile("a.py", "a.pyc")'
for packer in gzip bzip2 xz lzma zstd lz4; do
    both "a.tar.$packer" sh -c "have=\$1; command -v \$have >/dev/null && \$have -c a.tar >a.tar.\$have" sh $packer
done
both a.squashfs mksquashfs tree a.squashfs -noappend -no-progress -nopad
both zstd.squashfs mksquashfs tree zstd.squashfs -noappend -no-progress -nopad -comp zstd
both a.iso genisoimage -quiet -no-pad -R -o a.iso tree/etc
both a.ext4 mkfs.ext4 -q -F -b 1024 -N 16 -O ^has_journal,^resize_inode -d tree a.ext4 100k
both a.jffs2 mkfs.jffs2 -r tree -e 8KiB -o a.jffs2
both a.ubi ubinize -o a.ubi -p 8KiB -m 1 ubi.ini
both a.ubifs mkfs.ubifs -r tree -m 512 -e 15360 -c 40 -o a.ubifs
both a.uimage mkimage -A arm -O linux -T kernel -C none -n a -d tree/start a.uimage
both script.uimage mkimage -A arm -O linux -T script -C none -n a -d tree/start script.uimage
both a.dtb dtc -q -I dts -O dtb -o a.dtb a.dts
both a.itb mkimage -f a.its a.itb
both a.simg img2simg zeros a.simg 4096
both a.hex objcopy -O ihex a.o a.hex
both a.srec objcopy -O srec a.o a.srec
both a.rpm sh -c 'rpmbuild -bb --define "_topdir $PWD/rpm" --define "_rpmdir $PWD" a.spec && mv noarch/*.rpm a.rpm'
