//! cramfs images, as `mkfs.cramfs` makes them.

mod pairs;

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use banbury_evidence::Verdict;
use pairs::{lines, pair, tells_of_damage};

fn image(content: &str, mode: u32, target: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let (root, image) = (folder.path().join("root"), folder.path().join("image"));
    fs::create_dir_all(root.join("etc")).unwrap();
    fs::write(root.join("etc/rc"), content).unwrap();
    fs::write(root.join("etc/empty"), "").unwrap();
    fs::write(root.join("large"), (0..9000).map(|index| b'a' + (index % 23) as u8).collect::<Vec<u8>>()).unwrap();
    symlink(target, root.join("etc/link")).unwrap();
    for (path, mode) in [("etc/rc", mode), ("etc/empty", 0o644), ("large", 0o644), ("etc", 0o755), (".", 0o755)] {
        fs::set_permissions(root.join(path), Permissions::from_mode(mode)).unwrap();
    }
    let made = Command::new("mkfs.cramfs")
        .args(["-n", "rom"])
        .args([&root, &image])
        .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    fs::read(image).unwrap()
}

#[test]
#[ignore = "needs mkfs.cramfs (Debian: util-linux)"]
fn images_are_compared_file_by_file() {
    let plain = image("start\n", 0o644, "rc");
    assert_eq!(pair(&plain, &image("start\n", 0o644, "rc")).verdict, Verdict::Identical);
    assert_eq!(
        lines(&pair(&plain, &image("stop!\n", 0o4755, "no"))),
        [
            "member etc/link: link target: rc shipped, no rebuilt",
            "member etc/rc: mode: 0644 shipped, 4755 rebuilt",
            "member etc/rc > line 1: 1 line shipped, 1 line rebuilt",
        ]
    );
}

#[test]
#[ignore = "needs mkfs.cramfs (Debian: util-linux)"]
fn bytes_of_no_file_are_told() {
    let plain = image("start\n", 0o644, "rc");
    let found = pair(&plain, &[plain.as_slice(), &[0; 10]].concat());
    assert!(found.differs.iter().any(|it| it.place == "outside of members"), "{found:?}");
    let mut other = plain.clone();
    *other.last_mut().unwrap() = 1;
    let found = lines(&pair(&plain, &other));
    assert!(
        found[0].starts_with("file: checksum: not stated shipped, 0x") && found[0].ends_with("wrong rebuilt"),
        "{found:?}"
    );
    assert!(found.iter().any(|line| line.starts_with("outside of members: ")), "{found:?}");
}

#[test]
#[ignore = "needs mkfs.cramfs (Debian: util-linux)"]
fn damaged_images_are_never_identical() {
    let plain = image("start\n", 0o644, "rc");
    tells_of_damage(&plain, 0..plain.len(), 0..plain.len());
}
