//! What a build sees of the machine: its programs, libraries and list of packages, read-only, and nothing else.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use hakoniwa::MountOptions;
use rustix::fs::{StatVfsMountFlags, statvfs};
use tempfile::TempDir;

/// Folders at the root that are links into `/usr` on most systems, folders of their own on others.
const TOP_FOLDERS: [&str; 6] = ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"];

/// What the dynamic linker, Debian's compilers and its package builder read of the machine's configuration and of the
/// list of installed packages.
const CONFIGURATION: [&str; 9] = [
    "/etc/alternatives",
    "/etc/debian_version",
    "/etc/dpkg",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/os-release",
    "/etc/perl",
    "/var/lib/dpkg",
];

/// Character devices without a state that a build could change.
const DEVICES: [&str; 5] = ["/dev/full", "/dev/null", "/dev/random", "/dev/urandom", "/dev/zero"];

/// Links that programs expect among the devices.
pub(super) const DEVICE_LINKS: [(&str, &str); 4] = [
    ("/proc/self/fd", "/dev/fd"),
    ("/proc/self/fd/0", "/dev/stdin"),
    ("/proc/self/fd/1", "/dev/stdout"),
    ("/proc/self/fd/2", "/dev/stderr"),
];

/// One thing that a sandbox shows at the path that it has on the machine.
pub(super) enum Visible {
    Link {
        target: String,
        path: String,
    },
    /// A file, a folder with all below it, or a device, read-only.
    Bind {
        path: String,
        flags: MountOptions,
    },
}

/// The machine's programs, configuration and devices, in the order in which they are to be shown.
pub(super) fn visible() -> io::Result<Vec<Visible>> {
    let mounts = mount_points()?;
    let mut visible = Vec::new();
    show_folder(&mut visible, Path::new("/usr"), &mounts)?;
    for folder in TOP_FOLDERS {
        match fs::symlink_metadata(folder) {
            Ok(found) if found.is_symlink() => {
                let target = utf8(&fs::read_link(folder)?)?.to_owned();
                visible.push(Visible::Link { target, path: folder.to_owned() });
            }
            Ok(_) => show_folder(&mut visible, Path::new(folder), &mounts)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    for path in CONFIGURATION {
        if Path::new(path).exists() {
            show_folder(&mut visible, Path::new(path), &mounts)?;
        }
    }
    for device in DEVICES {
        visible.push(bind(Path::new(device), MountOptions::empty())?);
    }
    Ok(visible)
}

/// A bind mount is read-only by itself only, not in the mounts below it: each of those is covered by its own.
fn show_folder(visible: &mut Vec<Visible>, folder: &Path, mounts: &[PathBuf]) -> io::Result<()> {
    visible.push(bind(folder, MountOptions::NODEV)?);
    for below in mounts.iter().filter(|mount| mount.starts_with(folder) && *mount != folder) {
        visible.push(bind(below, MountOptions::NODEV)?);
    }
    Ok(())
}

fn bind(path: &Path, more: MountOptions) -> io::Result<Visible> {
    let flags = MountOptions::BIND | MountOptions::REC | MountOptions::RDONLY | MountOptions::NOSUID;
    Ok(Visible::Bind { path: utf8(path)?.to_owned(), flags: flags | more | locked_flags(path)? })
}

/// An empty folder on the host that a sandbox is put together in. The folder for temporary files may be closed to the
/// user that a build runs as, if it is root's own.
pub(super) fn temporary_folder() -> io::Result<TempDir> {
    let places = [std::env::temp_dir(), PathBuf::from("/tmp"), PathBuf::from("/var/tmp")];
    places
        .iter()
        .find_map(|place| tempfile::Builder::new().prefix("banbury-").tempdir_in(place).ok())
        .ok_or_else(|| io::Error::other("no folder for temporary files can be written to (TMPDIR, /tmp, /var/tmp)"))
}

/// Restrictions of the host's mount that a user namespace may not lift, so that the kernel asks to see them again.
fn locked_flags(path: &Path) -> io::Result<MountOptions> {
    let present = statvfs(path)?.f_flag;
    let mut flags = MountOptions::empty();
    for (kernel, ours) in [
        (StatVfsMountFlags::NODEV, MountOptions::NODEV),
        (StatVfsMountFlags::NOEXEC, MountOptions::NOEXEC),
        (StatVfsMountFlags::NOSUID, MountOptions::NOSUID),
    ] {
        if present.contains(kernel) {
            flags |= ours;
        }
    }
    Ok(flags)
}

/// The mount points of this machine, from proc(5)'s mountinfo: the fifth field, with octal escapes.
fn mount_points() -> io::Result<Vec<PathBuf>> {
    let table = fs::read("/proc/self/mountinfo")?;
    let mut points: Vec<PathBuf> = table
        .split(|byte| *byte == b'\n')
        .filter_map(|line| line.split(|byte| *byte == b' ').nth(4))
        .map(|field| PathBuf::from(OsString::from_vec(without_octal_escapes(field))))
        .collect();
    points.sort();
    points.dedup();
    Ok(points)
}

fn without_octal_escapes(field: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(field.len());
    let mut rest = field;
    while let [first, tail @ ..] = rest {
        match rest {
            [b'\\', a @ b'0'..=b'3', b @ b'0'..=b'7', c @ b'0'..=b'7', tail @ ..] => {
                plain.push((a - b'0') << 6 | (b - b'0') << 3 | (c - b'0'));
                rest = tail;
            }
            _ => {
                plain.push(*first);
                rest = tail;
            }
        }
    }
    plain
}

fn utf8(path: &Path) -> io::Result<&str> {
    path.to_str().ok_or_else(|| io::Error::other(format!("the system folder {} has no UTF-8 name", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_mount_points_are_undone() {
        assert_eq!(without_octal_escapes(br"/usr/a\040b\134c"), br"/usr/a b\c");
        assert_eq!(without_octal_escapes(br"/usr/a\04"), br"/usr/a\04");
    }
}
