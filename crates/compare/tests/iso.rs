//! ISO 9660 images, as `genisoimage` makes them.

mod pairs;

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use pairs::{lines, pair, tells_of_damage};

/// An image whose points in time are all the same, and of one file's content.
fn image(content: &str, mode: u32, target: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let (root, image) = (folder.path().join("root"), folder.path().join("image"));
    fs::create_dir_all(root.join("etc")).unwrap();
    fs::write(root.join("etc/a rather long name.conf"), content).unwrap();
    fs::write(root.join("large"), vec![b'x'; 5000]).unwrap();
    symlink(target, root.join("etc/link")).unwrap();
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for (path, mode) in [("etc/a rather long name.conf", mode), ("large", 0o644), ("etc", 0o755), (".", 0o755)] {
        fs::set_permissions(root.join(path), Permissions::from_mode(mode)).unwrap();
    }
    let touch = |path: &Path| {
        let touched = Command::new("touch").args(["-h", "-d", "@1000000000"]).arg(path).status().unwrap();
        assert!(touched.success());
    };
    touch(&root.join("etc/link"));
    for path in ["etc/a rather long name.conf", "large", "etc", "."] {
        File::open(root.join(path)).unwrap().set_modified(time).unwrap();
        touch(&root.join(path));
    }
    let made = Command::new("genisoimage").args(["-quiet", "-R", "-J", "-o"]).args([&image, &root]).output().unwrap();
    assert!(made.status.success(), "{made:?}");
    let mut bytes = fs::read(image).unwrap();
    // The times of making, in both descriptors; of changing and reading the files, in Rock Ridge's fields.
    for sector in [16, 17] {
        bytes[sector * 2048 + 813..sector * 2048 + 881].fill(b'0');
    }
    let fields: Vec<usize> = (0..bytes.len() - 26).filter(|at| bytes[*at..].starts_with(b"TF\x1a\x01\x0e")).collect();
    for at in fields {
        bytes[at + 12..at + 26].fill(1);
    }
    bytes
}

#[test]
#[ignore = "needs genisoimage (Debian: genisoimage)"]
fn images_are_compared_file_by_file() {
    let plain = image("key = 1\n", 0o644, "../large");
    let name = "member etc/a rather long name.conf";
    let found = lines(&pair(&plain, &image("key = 2\n", 0o755, "../large")));
    let expected = [
        format!("{name}: mode: 100644 shipped, 100755 rebuilt"),
        format!("{name} > line 1: 1 line shipped, 1 line rebuilt"),
    ];
    assert_eq!(
        found.iter().filter(|line| line.starts_with(name)).collect::<Vec<_>>(),
        expected.iter().collect::<Vec<_>>()
    );
    let found = lines(&pair(&plain, &image("key = 1\n", 0o644, "../other")));
    assert!(
        found.contains(&"member etc/link: link target: ../large shipped, ../other rebuilt".to_owned()),
        "{found:?}"
    );
}

#[test]
#[ignore = "needs genisoimage (Debian: genisoimage)"]
fn bytes_of_no_file_are_told() {
    let plain = image("key = 1\n", 0o644, "../large");
    let content = plain.windows(8).position(|window| window == b"key = 1\n").unwrap();
    for at in [0, 100, content + 8, plain.len() - 1, 16 * 2048 + 1000] {
        let mut other = plain.clone();
        other[at] ^= 0x55;
        let found = pair(&plain, &other);
        assert_eq!(found.differs.len(), 1, "{found:?}");
        assert_eq!(found.differs[0].place, "outside of members");
    }
    let mut named = plain.clone();
    named[16 * 2048 + 40] = b'X';
    assert!(lines(&pair(&plain, &named))[0].starts_with("file: label: CDROM shipped, XDROM rebuilt"));
}

#[test]
#[ignore = "needs genisoimage (Debian: genisoimage)"]
fn damaged_images_are_never_identical() {
    let plain = image("key = 1\n", 0o644, "../large");
    let places = (0..plain.len()).filter(|at| !matches!(plain[*at], 0 | b' ' | b'x'));
    tells_of_damage(&plain, (0..plain.len()).step_by(4999), places);
}
