//! ext2, ext3 and ext4, as `mkfs` makes them.

mod pairs;

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use pairs::{lines, pair, tells_of_damage};

fn run(program: &str, arguments: &[&str]) {
    let run = Command::new(program)
        .args(arguments)
        .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
        .env("E2FSPROGS_FAKE_TIME", "1000")
        .output()
        .unwrap();
    assert!(run.status.success(), "{run:?}");
}

/// A file system of 2 MiB in blocks of 1 KiB, and changes made to it by `debugfs`.
fn volume(kind: &str, changes: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let (root, image) = (folder.path().join("root"), folder.path().join("image"));
    fs::create_dir_all(root.join("etc/init.d")).unwrap();
    fs::write(root.join("etc/rc"), "start\n").unwrap();
    fs::write(root.join("large"), (0..60_000).map(|index| b'a' + (index / 7 % 26) as u8).collect::<Vec<u8>>()).unwrap();
    symlink("rc", root.join("etc/link")).unwrap();
    symlink("x".repeat(100), root.join("etc/long")).unwrap();
    fs::hard_link(root.join("etc/rc"), root.join("etc/twin")).unwrap();
    for (path, mode) in [("etc/rc", 0o644), ("large", 0o755), ("etc", 0o755), ("etc/init.d", 0o755), (".", 0o755)] {
        fs::set_permissions(root.join(path), Permissions::from_mode(mode)).unwrap();
    }
    let (root_name, image_name) = (root.to_str().unwrap(), image.to_str().unwrap());
    let uuid = "00000000-1111-2222-3333-444444444444";
    let seed = format!("hash_seed={uuid}");
    let arguments =
        ["-q", "-b", "1024", "-O", "^resize_inode", "-U", uuid, "-E", &seed, "-d", root_name, image_name, "2048"];
    run(&format!("mkfs.{kind}"), &arguments);
    // The times of the tree are those of its making.
    for path in ["/", "/etc", "/etc/init.d", "/etc/rc", "/etc/link", "/etc/long", "/large"] {
        for field in ["atime", "ctime", "mtime", "crtime"] {
            run("debugfs", &["-w", "-R", &format!("set_inode_field {path} {field} 1000"), image_name]);
            let extra = format!("set_inode_field {path} {field}_extra 0");
            run("debugfs", &["-w", "-R", &extra, image_name]);
        }
    }
    for change in changes {
        run("debugfs", &["-w", "-R", change, image_name]);
    }
    fs::read(image).unwrap()
}

fn place(image: &[u8], what: &[u8]) -> usize {
    image.windows(what.len()).position(|window| window == what).unwrap()
}

#[test]
#[ignore = "needs mkfs.ext4 and debugfs (Debian: e2fsprogs)"]
fn file_systems_are_compared_by_member() {
    for kind in ["ext2", "ext3", "ext4"] {
        let plain = volume(kind, &[]);
        assert_eq!(lines(&pair(&plain, &volume(kind, &[]))), [""; 0], "{kind}");
        let mut other = plain.clone();
        let content = place(&plain, b"start\n");
        other[content] = b'S';
        let (rc, twin) = ("member etc/rc", "member etc/twin");
        assert_eq!(
            lines(&pair(&plain, &other)),
            [
                format!("{rc} > line 1: 1 line shipped, 1 line rebuilt"),
                format!("{twin} > line 1: 1 line shipped, 1 line rebuilt")
            ]
        );
        let other = volume(
            kind,
            &[
                "set_inode_field /large mode 0104755",
                "set_inode_field /large mtime 2000",
                "set_inode_field /etc/init.d uid 7",
                "set_inode_field /etc/link block[0] 0x6f6e",
            ],
        );
        let found = lines(&pair(&plain, &other));
        assert_eq!(
            found,
            [
                "member etc/init.d: owner: 0 shipped, 7 rebuilt",
                "member etc/link: link target: rc shipped, no rebuilt",
                "member large: mode: 0755 shipped, 4755 rebuilt",
                "member large: time: 1000 shipped, 2000 rebuilt",
            ]
        );
        let found = lines(&pair(&plain, &volume(kind, &["ea_set /large user.rule on"])));
        assert!(
            found.contains(&"member large: attributes: not stated shipped, user.rule=on rebuilt".to_owned()),
            "{found:?}"
        );
        let found =
            lines(&pair(&plain, &volume(kind, &["set_super_value mtime 5", "set_super_value volume_name rom"])));
        assert!(found[0].starts_with("file: mounted: 0 shipped, 5 rebuilt"), "{found:?}");
        assert!(found.iter().any(|line| line.contains("file: label:  shipped, rom rebuilt")), "{found:?}");
    }
}

#[test]
#[ignore = "needs mkfs.ext4 and debugfs (Debian: e2fsprogs)"]
fn bytes_of_no_file_are_told() {
    let plain = volume("ext4", &[]);
    let content = place(&plain, b"start\n");
    for at in [content + 6, plain.len() - 1, 0, 1024 + 0x3fc] {
        let mut other = plain.clone();
        other[at] ^= 0x55;
        let found = pair(&plain, &other);
        assert_eq!(found.differs.len(), 1, "{found:?}");
        assert_eq!(found.differs[0].place, "outside of members");
    }
    // Behind the last name of a folder, and behind a short link's target.
    let mut other = plain.clone();
    other[place(&plain, b"init.d") + 40 + 200] = 1;
    let found = lines(&pair(&plain, &other));
    assert!(found[0].starts_with("member etc: unused bytes of the folder: "), "{found:?}");
    let found = lines(&pair(&plain, &volume("ext4", &["set_inode_field /etc/link block[3] 7"])));
    assert!(found[0].starts_with("member etc/link: other fields of the inode: "), "{found:?}");
}

#[test]
#[ignore = "needs mkfs.ext4 and debugfs (Debian: e2fsprogs)"]
fn damaged_file_systems_are_never_identical() {
    for kind in ["ext2", "ext4"] {
        let plain = volume(kind, &["ea_set /large user.rule on"]);
        // What is not zero, in the first part of the volume, where all tables stand.
        let places = (0..plain.len()).filter(|at| plain[*at] != 0 && !plain[*at].is_ascii_lowercase()).step_by(3);
        tells_of_damage(&plain, (0..plain.len()).step_by(9973), places);
    }
}
