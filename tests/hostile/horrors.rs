//! The drop of horrors.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use rustix::fs::{CWD, FileType, Mode, makedev, mknodat};

use crate::archives::{Member, gzip_of_zeros, tar, zip_of_zeros};
use crate::sources::sources;

/// File names that act on a terminal, in a browser, in a list with one name a line, or on the eye.
pub const NAMES: [&[u8]; 6] = [
    b"gr\xfc\xdfe.c",
    b"two\nlines.c",
    b"\x1b[31mred\x1b]0;owned\x07.c",
    "gpj.\u{202e}c.exe.txt".as_bytes(),
    b"<img src=x onerror=alert(1)>.c",
    b"'\"`$(touch canary-ran)`.c",
];

/// Files with hostile names, and a finding in each that is C.
pub fn make_names(drop: &Path) {
    for name in NAMES {
        fs::write(drop.join(OsStr::from_bytes(name)), "void f(char *x) { gets(x); }\n").unwrap();
    }
}

/// Lets the drop be removed again.
pub fn open(drop: &Path) {
    fs::set_permissions(drop.join("closed"), fs::Permissions::from_mode(0o700)).unwrap();
}

/// Makes the drop in an empty folder. A device is in it if this process may make one.
pub fn make(drop: &Path) {
    for source in sources() {
        fs::write(drop.join(source.name), source.bytes).unwrap();
    }
    make_names(drop);
    mknodat(CWD, drop.join("pipe"), FileType::Fifo, Mode::from(0o644), 0).unwrap();
    // Only root may; elsewhere there is one horror less.
    let _ = mknodat(CWD, drop.join("device"), FileType::CharacterDevice, Mode::from(0o644), makedev(1, 5));
    symlink("loop-b", drop.join("loop-a")).unwrap();
    symlink("loop-a", drop.join("loop-b")).unwrap();
    symlink(".", drop.join("self")).unwrap();
    symlink("/etc", drop.join("outside")).unwrap();
    fs::write(drop.join("bomb.gz"), gzip_of_zeros(128 << 20)).unwrap();
    fs::write(drop.join("bomb.zip"), zip_of_zeros(128 << 20)).unwrap();
    let members = [
        Member(b"../escaped.c", b'0', b"", b"int a;\n"),
        Member(b"/tmp/../absolute.c", b'0', b"", b"int a;\n"),
        Member(b"twice.c", b'0', b"", b"int a;\n"),
        Member(b"twice.c", b'0', b"", b"int b;\n"),
        Member(b"way-out", b'2', b"../../etc/passwd", b""),
        Member(b"way-out/planted.c", b'0', b"", b"int a;\n"),
        Member(b"hard", b'1', b"/etc/passwd", b""),
        Member(b"null", b'3', b"", b""),
    ];
    fs::write(drop.join("horrors.tar"), tar(&members)).unwrap();
    let unreadable = drop.join("unreadable.c");
    fs::write(&unreadable, "int a;\n").unwrap();
    fs::set_permissions(&unreadable, fs::Permissions::from_mode(0o000)).unwrap();
    fs::create_dir(drop.join("closed")).unwrap();
    fs::write(drop.join("closed/inside.c"), "int a;\n").unwrap();
    fs::set_permissions(drop.join("closed"), fs::Permissions::from_mode(0o000)).unwrap();
}
