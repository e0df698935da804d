//! Reading a sealed drop again gives the bytes that were sealed, or a refusal that names what changed.

mod common;

use std::fs;
use std::path::Path;

use banbury_evidence::{Entry, FileFacts, Manifest};
use banbury_intake::{IntakeError, Limits, Locator, reread, seal};
use common::Shown;

fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        builder.append_data(&mut header, name, *content).unwrap();
    }
    builder.into_inner().unwrap()
}

fn sealed(path: &Path) -> (Locator, Manifest) {
    let locator = Locator::recognise(path.as_os_str()).unwrap();
    let manifest = seal(&locator, &Limits::default(), &Shown::default()).unwrap();
    (locator, manifest)
}

fn again(
    (locator, manifest): &(Locator, Manifest),
    wanted: impl Fn(&str) -> bool + Sync,
) -> Result<Vec<String>, IntakeError> {
    let shown = Shown::default();
    let wanted = |entry: &Entry, _: &FileFacts| wanted(entry.path.as_str());
    reread(locator, &Limits::default(), manifest, &wanted, &shown)?;
    let mut paths: Vec<String> = shown.0.into_inner().unwrap().into_iter().map(|(path, _)| path).collect();
    paths.sort();
    Ok(paths)
}

/// The path that a refusal names.
fn changed(outcome: Result<Vec<String>, IntakeError>) -> String {
    match outcome {
        Err(IntakeError::Changed { path, .. }) => path.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_folder_is_read_again_with_the_archives_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let large = vec![b'x'; 300_000];
    fs::write(folder.path().join("a.c"), "1").unwrap();
    fs::write(folder.path().join("b.tar"), tar(&[("in.c", b"2"), ("in.h", b"3"), ("in.c", b"4")])).unwrap();
    fs::write(folder.path().join("c.tar"), tar(&[("big.c", &large), ("d.tar", &tar(&[("deep.c", b"5")]))])).unwrap();
    let drop = sealed(folder.path());
    let all = ["a.c", "b.tar", "b.tar!/in.c", "b.tar!/in.c", "b.tar!/in.h", "c.tar", "c.tar!/big.c", "c.tar!/d.tar"];
    let all = [&all[..], &["c.tar!/d.tar!/deep.c"]].concat();
    assert_eq!(again(&drop, |_| true).unwrap(), all);
    assert_eq!(again(&drop, |path| path == "b.tar!/in.h").unwrap(), ["b.tar!/in.h"]);
    assert_eq!(again(&drop, |path| path.ends_with("deep.c")).unwrap(), ["c.tar!/d.tar!/deep.c"]);
    assert_eq!(again(&drop, |_| false).unwrap(), [""; 0]);
    fs::write(folder.path().join("a.c"), "2").unwrap();
    assert_eq!(changed(again(&drop, |path| path == "a.c")), "a.c");
    fs::remove_file(folder.path().join("a.c")).unwrap();
    assert_eq!(changed(again(&drop, |path| path == "a.c")), "a.c");
    fs::write(folder.path().join("b.tar"), tar(&[("in.c", b"2"), ("in.h", b"9"), ("in.c", b"4")])).unwrap();
    assert_eq!(changed(again(&drop, |path| path == "b.tar!/in.c")), "b.tar");
    // What is not read again is not asked about.
    assert_eq!(again(&drop, |path| path == "c.tar!/big.c").unwrap(), ["c.tar!/big.c"]);
}

#[test]
fn an_archive_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("drop.tar");
    fs::write(&path, tar(&[("a.c", b"1"), ("b.c", b"2")])).unwrap();
    let drop = sealed(&path);
    assert_eq!(again(&drop, |path| path == "b.c").unwrap(), ["b.c"]);
    fs::write(&path, tar(&[("a.c", b"1"), ("b.c", b"3")])).unwrap();
    assert_eq!(changed(again(&drop, |_| true)), "b.c");
    fs::write(&path, tar(&[("a.c", b"1")])).unwrap();
    assert_eq!(changed(again(&drop, |_| true)), "b.c");
}

#[test]
fn a_link_in_the_place_of_a_file_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.c"), "1").unwrap();
    fs::write(folder.path().join("b.c"), "1").unwrap();
    let drop = sealed(folder.path());
    fs::remove_file(folder.path().join("a.c")).unwrap();
    std::os::unix::fs::symlink("b.c", folder.path().join("a.c")).unwrap();
    assert_eq!(changed(again(&drop, |path| path == "a.c")), "a.c");
}
