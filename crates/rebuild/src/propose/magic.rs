//! Files that a build makes, by how they begin.

/// So much of a file is enough: the magic of ext2 lies furthest in.
pub(super) const HEAD: usize = 1082;

/// Where a magic stands, what it is, and its name.
const MAGICS: [(usize, &[u8], &str); 28] = [
    (0, b"\x7fELF", "ELF"),
    (0, b"MZ", "PE"),
    (0, b"!<arch>\n", "ar archive"),
    (0, b"PK\x03\x04", "zip archive"),
    (0, b"\x1f\x8b", "gzip"),
    (0, b"\xfd7zXZ\0", "xz"),
    (0, b"\x28\xb5\x2f\xfd", "zstd"),
    (0, b"BZh", "bzip2"),
    (0, b"\x04\x22\x4d\x18", "lz4"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"\xed\xab\xee\xdb", "RPM"),
    (0, b"070701", "cpio archive"),
    (0, b"070702", "cpio archive"),
    (257, b"ustar", "tar archive"),
    (0, b"hsqs", "squashfs image"),
    (0, b"sqsh", "squashfs image"),
    (0, b"\x45\x3d\xcd\x28", "cramfs image"),
    (0, b"\x28\xcd\x3d\x45", "cramfs image"),
    (0, b"\x85\x19", "JFFS2 image"),
    (0, b"\x19\x85", "JFFS2 image"),
    (0, b"UBI#", "UBI image"),
    (0, b"\x31\x18\x10\x06", "UBIFS image"),
    (0, b"\x27\x05\x19\x56", "uImage"),
    (0, b"\xd0\x0d\xfe\xed", "flattened devicetree image"),
    (0, b"ANDROID!", "Android boot image"),
    (1080, b"\x53\xef", "ext image"),
    (0, b"\xca\xfe\xba\xbe", "class file or universal binary"),
    (0, b"\0asm", "WebAssembly"),
];

/// Endings of images without a magic that we know.
const ENDINGS: [&str; 10] = [".bin", ".dtb", ".efi", ".fd", ".fw", ".hex", ".img", ".ko", ".rom", ".s19"];

/// What a file is, if it is of a kind that builds make.
pub(super) fn what(path: &str, head: &[u8]) -> Option<&'static str> {
    let begins = |(at, magic, _): &&(usize, &[u8], &str)| head.get(*at..).is_some_and(|rest| rest.starts_with(magic));
    let by_magic = MAGICS.iter().find(begins).map(|(_, _, name)| *name);
    by_magic.or_else(|| ENDINGS.iter().any(|ending| path.ends_with(ending)).then_some("image by its name"))
}
