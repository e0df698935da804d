//! Folders: every entry is written down, and only regular files are opened.

mod common;

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::{fs, io};

use banbury_evidence::{AnomalyKind, EntryKind};
use banbury_intake::{IntakeError, Limits, Locator};
use common::Sealed;
use rustix::fs::{CWD, FileType, Mode, OFlags, mkdirat, mknodat, openat};

#[test]
fn special_files_links_and_odd_names_are_written_down() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &[u8]| folder.path().join(OsStr::from_bytes(name));
    mknodat(CWD, at(b"pipe"), FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(at(b"socket")).unwrap();
    fs::write(at(b"caf\xe9\n.c"), "1").unwrap();
    fs::write(at(b".gitignore"), "*").unwrap();
    fs::write(at(b"b"), "twice").unwrap();
    fs::hard_link(at(b"b"), at(b"a")).unwrap();
    symlink("loop", at(b"loop")).unwrap();
    symlink("../../etc", at(b"out")).unwrap();
    fs::create_dir(at(b"dir")).unwrap();
    symlink("../b", at(b"dir/in")).unwrap();
    let drop = Sealed::of(folder.path(), &Limits::default());
    let expected = [".gitignore", "a", "b", "caf\\xe9\\x0a.c", "dir", "dir/in", "loop", "out", "pipe", "socket"];
    assert_eq!(drop.paths(), expected);
    assert!(matches!(drop.entry("pipe").kind, EntryKind::Fifo));
    assert!(matches!(drop.entry("socket").kind, EntryKind::Socket));
    assert_eq!(drop.file("a").hard_link_of, None);
    assert_eq!(drop.file("b").hard_link_of.as_ref().map(|path| path.as_str()), Some("a"));
    assert_eq!(drop.shown["b"], b"twice");
    assert!(matches!(&drop.entry("loop").kind, EntryKind::Symlink { target } if target.as_str() == "loop"));
    let kinds: Vec<_> = drop.anomalies().iter().map(|(kind, path, _)| (*kind, path.to_string())).collect();
    let expected = [
        (AnomalyKind::NameNotUtf8, "caf\\xe9\\x0a.c"),
        (AnomalyKind::LinkPointsOut, "out"),
        (AnomalyKind::SpecialFile, "pipe"),
        (AnomalyKind::SpecialFile, "socket"),
    ];
    assert_eq!(kinds, expected.map(|(kind, path)| (kind, path.to_owned())));
}

/// Also where the tests run as root, who may read everything, the system refuses paths that are too long.
#[test]
fn what_cannot_be_read_is_an_entry() {
    let folder = tempfile::tempdir().unwrap();
    let name = "d".repeat(250);
    let open = |at: &rustix::fd::OwnedFd, name: &str| {
        openat(at, name, OFlags::RDONLY | OFlags::DIRECTORY, Mode::empty()).unwrap()
    };
    let mut at = openat(CWD, folder.path(), OFlags::RDONLY | OFlags::DIRECTORY, Mode::empty()).unwrap();
    for _ in 0..18 {
        mkdirat(&at, name.as_str(), Mode::from_raw_mode(0o755)).unwrap();
        at = open(&at, &name);
    }
    let drop = Sealed::of(folder.path(), &Limits::default());
    let unreadable: Vec<_> =
        drop.manifest.entries.iter().filter(|entry| matches!(entry.kind, EntryKind::Unreadable { .. })).collect();
    assert_eq!(unreadable.len(), 1, "{:?}", drop.manifest.entries.len());
    let last = drop.manifest.entries.last().unwrap();
    assert!(matches!(&last.kind, EntryKind::Unreadable { error } if error.contains("too long")), "{:?}", last.kind);
}

#[test]
fn a_drop_is_recognised_by_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("text.tar.gz"), "no archive").unwrap();
    fs::write(at("archive.txt"), common::gzip(b"x")).unwrap();
    symlink("archive.txt", at("link")).unwrap();
    let recognise = |name: &str| Locator::recognise(at(name).as_os_str());
    assert!(matches!(recognise("text.tar.gz"), Err(IntakeError::NotAnArchive(_))));
    assert!(matches!(recognise("none"), Err(IntakeError::Missing(_))));
    let archive = at("archive.txt").canonicalize().unwrap();
    assert_eq!(recognise("link").unwrap(), Locator::Archive(archive));
    assert!(matches!(recognise("."), Ok(Locator::Folder(_))));
    fs::create_dir(at(".git")).unwrap();
    assert!(matches!(recognise("."), Err(IntakeError::BrokenRepository { .. })));
}

#[test]
fn large_files_are_hashed_but_not_shown() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    fs::write(folder.path().join("big.c"), vec![b'x'; 3000])?;
    let limits = Limits { inspect_bytes: 2999, ..Limits::default() };
    let drop = Sealed::of(folder.path(), &limits);
    assert_eq!(drop.file("big.c").sha256, banbury_evidence::Digest::of(&[b'x'; 3000]));
    assert!(drop.file("big.c").withheld.is_some());
    assert!(drop.shown.is_empty());
    Ok(())
}
