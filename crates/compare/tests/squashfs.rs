//! Squashfs images, as `mksquashfs` makes them.

mod pairs;

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

use banbury_evidence::{Artefact, Verdict};
use pairs::{lines, pair};

/// Bytes that no compressor makes much shorter.
fn noise(seed: u32, length: usize) -> Vec<u8> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        b'a' + (state >> 24) as u8 % 26
    };
    (0..length).map(|_| next()).collect()
}

/// A small tree: a file of several blocks, a sparse one, short ones, links and folders.
fn tree(root: &Path) {
    fs::create_dir_all(root.join("etc/init.d")).unwrap();
    fs::create_dir_all(root.join("bin")).unwrap();
    fs::write(root.join("bin/large"), noise(1, 300_000)).unwrap();
    fs::write(root.join("bin/sparse"), [vec![0; 200_000], noise(2, 50)].concat()).unwrap();
    fs::write(root.join("bin/exact"), noise(3, 131_072)).unwrap();
    for number in 0..5 {
        fs::write(root.join(format!("etc/short{number}")), format!("setting = {number}\n")).unwrap();
    }
    fs::write(root.join("etc/empty"), "").unwrap();
    fs::hard_link(root.join("etc/short0"), root.join("etc/twin")).unwrap();
    symlink("../bin/large", root.join("etc/link")).unwrap();
    for (path, mode) in [("bin/large", 0o755), ("etc/short0", 0o644), ("etc/short1", 0o644)] {
        fs::set_permissions(root.join(path), Permissions::from_mode(mode)).unwrap();
    }
}

fn image(change: impl FnOnce(&Path), arguments: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("root");
    tree(&root);
    change(&root);
    let image = folder.path().join("image");
    let made = Command::new("mksquashfs")
        .args([&root, &image])
        .args(["-all-root", "-quiet", "-no-progress", "-all-time", "1000", "-mkfs-time", "1000"])
        .args(arguments)
        .env_remove("SOURCE_DATE_EPOCH")
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    fs::read(image).unwrap()
}

fn attribute(value: &'static [u8]) -> impl FnOnce(&Path) {
    |root| rustix::fs::setxattr(root.join("etc/empty"), "user.rule", value, rustix::fs::XattrFlags::CREATE).unwrap()
}

#[test]
#[ignore = "needs mksquashfs (Debian: squashfs-tools)"]
fn images_are_compared_file_by_file() {
    for method in ["gzip", "xz", "zstd", "lz4", "lzo"] {
        let plain = image(|_| {}, &["-comp", method]);
        assert_eq!(pair(&plain, &image(|_| {}, &["-comp", method])).verdict, Verdict::Identical);
        let other = image(
            |root| {
                fs::write(root.join("etc/short1"), "setting = X\n").unwrap();
                fs::set_permissions(root.join("bin/large"), Permissions::from_mode(0o4755)).unwrap();
                let mut large = noise(1, 300_000);
                large[140_000] = b'!';
                fs::write(root.join("bin/large"), large).unwrap();
                fs::remove_file(root.join("etc/link")).unwrap();
                symlink("../bin/exact", root.join("etc/link")).unwrap();
            },
            &["-comp", method],
        );
        assert_eq!(
            lines(&pair(&plain, &other)),
            [
                "member bin/large: mode: 0755 shipped, 4755 rebuilt",
                "member bin/large > line 1: 1 line shipped, 1 line rebuilt",
                "member etc/link: link target: ../bin/large shipped, ../bin/exact rebuilt",
                "member etc/short1 > line 1: 1 line shipped, 1 line rebuilt",
            ],
            "{method}"
        );
    }
}

#[test]
#[ignore = "needs mksquashfs (Debian: squashfs-tools)"]
fn what_an_image_says_beside_its_files_is_compared() {
    let plain = image(|_| {}, &[]);
    let time = image(|_| {}, &["-mkfs-time", "2000"]);
    assert_eq!(lines(&pair(&plain, &time)), ["file: time: 1000 shipped, 2000 rebuilt"]);

    let pseudo = |line: &str| image(|_| {}, &["-p", line]);
    let found = pair(&pseudo("null c 666 0 0 1 3"), &pseudo("null c 666 0 0 1 5"));
    assert_eq!(lines(&found), ["member null: device: 1:3 shipped, 1:5 rebuilt"]);
    let found = lines(&pair(&plain, &image(|_| {}, &["-force-gid", "7"])));
    assert_eq!(found[0], "file: owners and groups: 0 shipped, 0, 7 rebuilt");
    assert_eq!(found[1], "member .: group: 0 shipped, 7 rebuilt");

    let found = pair(&image(attribute(b"on"), &[]), &image(attribute(b"off"), &[]));
    assert_eq!(lines(&found), ["member etc/empty: attributes: user.rule=on shipped, user.rule=off rebuilt"]);

    let unlinked = image(
        |root| {
            fs::remove_file(root.join("etc/twin")).unwrap();
            fs::copy(root.join("etc/short0"), root.join("etc/twin")).unwrap();
        },
        &[],
    );
    let found = lines(&pair(&plain, &unlinked));
    assert!(
        found.contains(&"member etc/twin: hard link to: etc/short0 shipped, not stated rebuilt".to_owned()),
        "{found:?}"
    );

    let found = lines(&pair(&plain, &image(|_| {}, &["-Xcompression-level", "1"])));
    assert!(
        found[0].starts_with("file: flags: ") && found[1].starts_with("file: level: not stated shipped, 01"),
        "{found:?}"
    );
    let otherwise = "packed otherwise, by the same method (gzip, blocks of 131072 bytes); unpacked, it is the same";
    assert_eq!(found[2], format!("member bin/exact: {otherwise}"));
    let found = pair(&plain, &image(|_| {}, &["-noI", "-noD", "-noF"]));
    let packed = found.differs.iter().find(|it| it.detail == otherwise).unwrap();
    assert!(packed.place == "member bin/exact" && packed.also.contains(&"member bin/large".to_owned()), "{found:?}");
}

#[test]
#[ignore = "needs mksquashfs (Debian: squashfs-tools)"]
fn bytes_that_nothing_points_to_are_told() {
    let plain = image(|_| {}, &[]);
    let outside = |found: Artefact| {
        assert_eq!(found.differs.len(), 1, "{found:?}");
        assert_eq!(found.differs[0].place, "outside of members");
    };
    outside(pair(&plain, &[plain.as_slice(), b"behind"].concat()));
    let mut padded = plain.clone();
    *padded.last_mut().unwrap() = 1;
    outside(pair(&plain, &padded));

    // A file that is said to be shorter leaves bytes of its shared block to nobody.
    let bare = image(|_| {}, &["-noI", "-noF"]);
    let table = |at: usize| u64::from_le_bytes(bare[at..at + 8].try_into().unwrap()) as usize;
    let size = (table(64)..table(72) - 4).rfind(|at| bare[*at..*at + 4] == 12u32.to_le_bytes()).unwrap();
    let mut shortened = bare.clone();
    shortened[size] = 3;
    let found = lines(&pair(&bare, &shortened));
    assert_eq!(found[0], "member (shared block 0) > line 1: 1 line only in the rebuilt one");
}

#[test]
#[ignore = "needs mksquashfs (Debian: squashfs-tools)"]
fn damaged_images_are_never_identical() {
    for arguments in [&["-nopad"][..], &["-nopad", "-noI", "-noF", "-noX"]] {
        let change = |root: &Path| {
            attribute(b"on")(root);
            for name in ["large", "exact"] {
                fs::write(root.join("bin").join(name), noise(4, 5000)).unwrap();
            }
        };
        let plain = image(change, &[arguments, &["-b", "4096"]].concat());
        for length in (0..plain.len()).step_by(7) {
            assert_eq!(pair(&plain, &plain[..length]).verdict, Verdict::DiffersUnexplained, "{length}");
        }
        for at in 0..plain.len() {
            for mask in [0xff, 0x01] {
                let mut flipped = plain.clone();
                flipped[at] ^= mask;
                assert_ne!(pair(&plain, &flipped).verdict, Verdict::Identical, "{at}");
                // What cannot be opened on one side hides what the other reader does.
                let mut twice = flipped.clone();
                *twice.last_mut().unwrap() ^= 1;
                assert_ne!(pair(&flipped, &twice).verdict, Verdict::Identical, "{at}");
            }
        }
    }
}
