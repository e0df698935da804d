//! Git repositories are read from the object store, and compared with their work tree.

mod common;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use banbury_evidence::{AnomalyKind, DropPath, DropSource, EntryKind, GitFacts, WorkTreeChange};
use banbury_intake::{IntakeError, Limits, Locator};
use common::Sealed;
use git2::{Oid, Repository, Signature, Time};

fn facts(drop: &Sealed) -> &GitFacts {
    match &drop.manifest.source {
        DropSource::Git(facts) => facts,
        other => panic!("{other:?}"),
    }
}

fn commit_all(repository: &Repository) -> Oid {
    let mut index = repository.index().unwrap();
    index.add_all(["*"], git2::IndexAddOption::FORCE, None).unwrap();
    let tree = repository.find_tree(index.write_tree().unwrap()).unwrap();
    let who = Signature::new("A", "a@example.org", &Time::new(0, 0)).unwrap();
    let parent = repository.head().ok().map(|head| head.peel_to_commit().unwrap());
    repository.commit(Some("HEAD"), &who, &who, "message", &tree, &parent.iter().collect::<Vec<_>>()).unwrap()
}

fn write(folder: &Path, name: &str, content: &[u8]) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, content).unwrap();
}

#[test]
fn a_commit_is_read_without_its_filters_and_compared_with_the_work_tree() {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::init(folder.path()).unwrap();
    for (name, content) in
        [("src/a.c", &b"int a;\r\n"[..]), ("gone.c", b"1"), ("changed.c", b"1"), ("run.sh", b"#!/bin/sh\n")]
    {
        write(folder.path(), name, content);
    }
    write(folder.path(), "lib.tar", &common::tar(&[common::file("x", "inside")]));
    write(folder.path(), ".gitattributes", b"*.c text eol=lf filter=evil\n");
    symlink("/etc/passwd", folder.path().join("link")).unwrap();
    let first = commit_all(&repository);
    repository.tag_lightweight("v1", &repository.find_object(first, None).unwrap(), false).unwrap();
    let clean = Sealed::of(folder.path(), &Limits::default());
    assert_eq!(facts(&clean).commit.id, first.to_string());
    assert_eq!(facts(&clean).commit.tags, ["v1"]);
    // Contents are those of the objects: `git add` changed the line end, which shows when nothing filters it back.
    let modified = WorkTreeChange { path: DropPath::from_bytes(b"src/a.c"), change: "modified".to_owned() };
    assert_eq!(facts(&clean).work_tree, [modified]);
    let blob = clean.file("src/a.c").git_blob.to_string();
    let in_tree = repository.find_commit(first).unwrap().tree().unwrap().get_path(Path::new("src/a.c")).unwrap().id();
    assert_eq!(blob, in_tree.to_string());
    assert_eq!(clean.shown["src/a.c"], b"int a;\n");
    assert_eq!(clean.shown["lib.tar!/x"], b"inside");
    assert!(clean.has(AnomalyKind::LinkPointsOut, "link"));
    assert_eq!(clean.entry("src/a.c").mode, Some(0o644));

    fs::remove_file(folder.path().join("gone.c")).unwrap();
    write(folder.path(), "changed.c", b"2");
    write(folder.path(), "new/hidden.o", b"");
    write(folder.path(), ".git/info/exclude", b"*.o\n");
    fs::set_permissions(folder.path().join("run.sh"), fs::Permissions::from_mode(0o755)).unwrap();
    fs::remove_file(folder.path().join("link")).unwrap();
    write(folder.path(), "link", b"/etc/passwd");
    let dirty = Sealed::of(folder.path(), &Limits::default());
    assert_eq!(dirty.manifest.digest(), clean.manifest.digest());
    let found: Vec<_> =
        facts(&dirty).work_tree.iter().map(|difference| (difference.path.as_str(), &difference.change[..])).collect();
    let expected = [
        ("changed.c", "modified"),
        ("gone.c", "missing"),
        ("link", "type-changed"),
        ("new/hidden.o", "untracked"),
        ("run.sh", "mode-changed"),
        ("src/a.c", "modified"),
    ];
    assert_eq!(found, expected);
    assert!(dirty.has(AnomalyKind::WorkTreeDiffers, "new/hidden.o"));

    commit_all(&repository);
    let mut argument = folder.path().as_os_str().to_owned();
    argument.push("@v1");
    let old = Sealed::of(Path::new(&argument), &Limits::default());
    assert_eq!(old.manifest.digest(), clean.manifest.digest());
}

#[test]
fn submodules_and_missing_objects_are_entries() {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::init_bare(folder.path()).unwrap();
    let blob = |content: &[u8]| repository.blob(content).unwrap();
    let modules = blob(b"[submodule \"m\"]\n path = m\n url = https://example.org/m\n");
    let lost = blob(b"lost");
    let other = Oid::from_str("0123456789012345678901234567890123456789").unwrap();
    let mut builder = repository.treebuilder(None).unwrap();
    builder.insert(".gitmodules", modules, 0o100644).unwrap();
    builder.insert("lost.c", lost, 0o100644).unwrap();
    builder.insert("m", other, 0o160000).unwrap();
    let tree = repository.find_tree(builder.write().unwrap()).unwrap();
    let who = Signature::new("A", "a@example.org", &Time::new(0, 0)).unwrap();
    repository.commit(Some("HEAD"), &who, &who, "m", &tree, &[]).unwrap();
    let name = lost.to_string();
    fs::remove_file(folder.path().join("objects").join(&name[..2]).join(&name[2..])).unwrap();
    let drop = Sealed::of(folder.path(), &Limits::default());
    let EntryKind::Unreadable { error } = &drop.entry("lost.c").kind else { panic!("{:?}", drop.entry("lost.c")) };
    assert_eq!(error, "its git object is missing");
    let EntryKind::Submodule { commit, url } = &drop.entry("m").kind else { panic!("{:?}", drop.entry("m")) };
    assert_eq!(
        (commit.as_str(), url.as_deref()),
        ("0123456789012345678901234567890123456789", Some("https://example.org/m"))
    );
}

#[test]
fn a_tree_that_multiplies_itself_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let repository = Repository::init_bare(folder.path()).unwrap();
    let mut inner = (repository.blob(b"x").unwrap(), 0o100644);
    for _ in 0..12 {
        let mut builder = repository.treebuilder(None).unwrap();
        for name in 0..10 {
            builder.insert(name.to_string(), inner.0, inner.1).unwrap();
        }
        inner = (builder.write().unwrap(), 0o040000);
    }
    let tree = repository.find_tree(inner.0).unwrap();
    let who = Signature::new("A", "a@example.org", &Time::new(0, 0)).unwrap();
    repository.commit(Some("HEAD"), &who, &who, "m", &tree, &[]).unwrap();
    let drop = Sealed::of(folder.path(), &Limits { members: 500, ..Limits::default() });
    assert!(drop.manifest.entries.len() < 1000, "{}", drop.manifest.entries.len());
    assert!(drop.manifest.entries.iter().any(|entry| matches!(entry.kind, EntryKind::OverLimit { .. })));
    assert!(drop.manifest.anomalies.iter().any(|anomaly| anomaly.kind == AnomalyKind::ArchiveLimitReached));
}

#[test]
fn what_cannot_be_a_repository_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    Repository::init(folder.path()).unwrap();
    let empty = Locator::recognise(folder.path().as_os_str());
    assert!(matches!(empty, Err(IntakeError::NoCommit(_))), "{empty:?}");
    fs::write(
        folder.path().join(".git/config"),
        "[core]\nrepositoryformatversion = 1\n[extensions]\nobjectformat = sha256\n",
    )
    .unwrap();
    let sha256 = Locator::recognise(folder.path().as_os_str());
    assert!(matches!(sha256, Err(IntakeError::Sha256Repository(_))), "{sha256:?}");
    rustix::fs::mknodat(
        rustix::fs::CWD,
        folder.path().join(".git/packed-refs"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::from_raw_mode(0o600),
        0,
    )
    .unwrap();
    let stuck = Locator::recognise(folder.path().as_os_str());
    assert!(matches!(stuck, Err(IntakeError::BrokenRepository { .. })), "{stuck:?}");
}
