//! What a repository tells of how a drop came about.

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use banbury_evidence::{CommitDifferenceKind, Habit, HistoryRemark, Provenance, RemarkKind};
use banbury_intake::{Limits, Locator, provenance};
use common::Sealed;
use git2::build::TreeUpdateBuilder;
use git2::{Oid, Repository, Signature, Time};
use tempfile::TempDir;

/// The day on which the first commit is made, in seconds since 1970.
const START: i64 = 1_700_000_000;
const DAY: i64 = 24 * 60 * 60;

/// A repository to which commits are added, of which each names its files in full.
struct Bench {
    folder: TempDir,
    repository: Repository,
}

/// Who commits what, and when.
struct Commit<'a> {
    author: (&'a str, i64, i32),
    committer: (&'a str, i64, i32),
    message: &'a str,
}

impl Commit<'_> {
    /// By one person at one moment, so many days after the first.
    fn on(day: i64) -> Commit<'static> {
        let moment = START + day * DAY;
        Commit { author: ("ada", moment, 0), committer: ("ada", moment, 0), message: "Change" }
    }
}

impl Bench {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let repository = Repository::init_bare(folder.path()).unwrap();
        Self { folder, repository }
    }

    fn commit(&self, commit: Commit<'_>, parents: &[Oid], files: &[(&str, &[u8])]) -> Oid {
        let mut update = TreeUpdateBuilder::new();
        for (name, content) in files {
            update.upsert(*name, self.repository.blob(content).unwrap(), git2::FileMode::Blob);
        }
        let empty = self.repository.treebuilder(None).unwrap().write().unwrap();
        let empty = self.repository.find_tree(empty).unwrap();
        let tree = update.create_updated(&self.repository, &empty).unwrap();
        let tree = self.repository.find_tree(tree).unwrap();
        let sign = |(name, seconds, minutes): (&str, i64, i32)| {
            Signature::new(name, &format!("{name}@example.org"), &Time::new(seconds, minutes)).unwrap()
        };
        let parents: Vec<_> = parents.iter().map(|id| self.repository.find_commit(*id).unwrap()).collect();
        let parents: Vec<_> = parents.iter().collect();
        let (author, committer) = (sign(commit.author), sign(commit.committer));
        self.repository.commit(None, &author, &committer, commit.message, &tree, &parents).unwrap()
    }

    fn tells(&self, head: Oid) -> Provenance {
        self.tells_within(head, &Limits::default())
    }

    fn tells_within(&self, head: Oid, limits: &Limits) -> Provenance {
        let locator = Locator::Git { repository: self.folder.path().to_owned(), revision: head.to_string() };
        let drop = Sealed::at(&locator, limits);
        provenance(&locator, &drop.manifest, limits).unwrap().unwrap()
    }
}

/// Kind and file of each remark.
fn remarks(provenance: &Provenance) -> Vec<(RemarkKind, &str)> {
    let about = |it: &'_ HistoryRemark| it.kind;
    let all = provenance.history.remarks.iter();
    all.map(|it| (about(it), it.path.as_ref().map_or("", |path| path.as_str()))).collect()
}

/// Lines far enough apart that changes of two of them merge.
fn lines(changed: &[(usize, &str)]) -> Vec<u8> {
    let changed: BTreeMap<usize, &str> = changed.iter().copied().collect();
    let line = |number: usize| changed.get(&number).map_or_else(|| format!("line {number}\n"), |it| format!("{it}\n"));
    (0..30).map(line).collect::<String>().into_bytes()
}

#[test]
fn a_merge_is_held_against_what_merging_gives() {
    let bench = Bench::new();
    let old = lines(&[]);
    let (first, second, both) =
        (lines(&[(3, "first")]), lines(&[(20, "second")]), lines(&[(3, "first"), (20, "second")]));
    let (hidden, clash) = (lines(&[(3, "first"), (12, "hidden"), (20, "second")]), lines(&[(3, "other")]));
    let base = bench.commit(Commit::on(0), &[], &[("a.c", &old), ("b.c", &old), ("old.c", &old)]);
    let one = bench.commit(Commit::on(1), &[base], &[("a.c", &first), ("b.c", &first), ("new.c", &old)]);
    let other = bench.commit(Commit::on(2), &[base], &[("a.c", &second), ("b.c", &old), ("old.c", &second)]);
    let merge = |files: &[(&str, &[u8])]| {
        let merge = bench.commit(Commit::on(3), &[one, other], files);
        remarks(&bench.tells(merge)).into_iter().map(|(kind, path)| (kind, path.to_owned())).collect::<Vec<_>>()
    };
    // What one side renamed and the other changed stands under the new name, as git merges it.
    assert_eq!(merge(&[("a.c", &both), ("b.c", &first), ("new.c", &second)]), []);
    let added = (RemarkKind::MergeAdds, "a.c".to_owned());
    assert_eq!(merge(&[("a.c", &hidden), ("b.c", &first), ("new.c", &second)]), [added]);
    let dropped = (RemarkKind::MergeDrops, "b.c".to_owned());
    assert_eq!(merge(&[("a.c", &both), ("b.c", &old), ("new.c", &second)]), [dropped]);
    let planted = (RemarkKind::MergeAdds, "m4/evil.m4".to_owned());
    assert_eq!(merge(&[("a.c", &both), ("b.c", &first), ("new.c", &second), ("m4/evil.m4", b"AC_DEFUN")]), [planted]);
    // Where both changed the same line, somebody had to decide.
    let clashing = bench.commit(Commit::on(2), &[base], &[("a.c", &clash), ("b.c", &old), ("old.c", &old)]);
    let decided = bench.commit(Commit::on(3), &[one, clashing], &[("a.c", &clash), ("b.c", &first), ("new.c", &old)]);
    assert_eq!(remarks(&bench.tells(decided)), [(RemarkKind::MergeResolves, "a.c")]);
}

#[test]
fn a_merge_of_many_adds_nothing() {
    let bench = Bench::new();
    let base = bench.commit(Commit::on(0), &[], &[("a", b"1"), ("b", b"1"), ("c", b"1")]);
    let side = |name: &str| {
        let files = ["a", "b", "c"].map(|file| (file, if file == name { &b"2"[..] } else { &b"1"[..] }));
        bench.commit(Commit::on(1), &[base], &files)
    };
    let sides = ["a", "b", "c"].map(side);
    let honest = bench.commit(Commit::on(2), &sides, &[("a", b"2"), ("b", b"2"), ("c", b"2")]);
    assert_eq!(remarks(&bench.tells(honest)), []);
    let evil = bench.commit(Commit::on(2), &sides, &[("a", b"2"), ("b", b"2"), ("c", b"3")]);
    assert_eq!(remarks(&bench.tells(evil)), [(RemarkKind::MergeAdds, "c")]);
}

#[test]
fn dates_and_time_zones_that_do_not_go_together_are_told() {
    let bench = Bench::new();
    let first = bench.commit(Commit::on(0), &[], &[("a", b"1")]);
    let home = Commit { author: ("jia", START + DAY, 480), committer: ("jia", START + DAY, 480), message: "m" };
    let away = Commit { author: ("jia", START + 2 * DAY, 120), committer: ("jia", START + 2 * DAY, 120), message: "m" };
    let second = bench.commit(home, &[first], &[("a", b"2")]);
    let third = bench.commit(away, &[second], &[("a", b"3")]);
    let moment = START + 3 * DAY;
    let torn = Commit { author: ("ada", moment, 60), committer: ("ada", moment, -300), message: "m" };
    let fourth = bench.commit(torn, &[third], &[("a", b"4")]);
    let early = Commit { author: ("ada", moment + 9 * DAY, 0), committer: ("ada", moment - DAY * 2, 0), message: "m" };
    let last = bench.commit(early, &[fourth], &[("a", b"5")]);
    let told = bench.tells(last);
    let zones: Vec<(&str, usize)> =
        told.history.zones.iter().map(|person| (person.who.as_str(), person.zones.len())).collect();
    // Summer and winter are an hour apart, and no more.
    assert_eq!(zones, [("jia <jia@example.org>", 2)]);
    assert_eq!(told.history.zones[0].zones, [("+0200".to_owned(), 1), ("+0800".to_owned(), 1)]);
    let details: Vec<&str> = told.history.remarks.iter().map(|remark| remark.detail.as_str()).collect();
    assert_eq!(
        details,
        [
            "committed 2 days before its parent",
            "written 11 days after it was committed",
            "written in +0100 and committed in -0500 at one moment",
        ]
    );
}

#[test]
fn what_comes_in_beside_the_usual_way_stands_out() {
    let bench = Bench::new();
    let mut head = bench.commit(Commit::on(0), &[], &[("a", b"0")]);
    let mut content = Vec::new();
    for day in 1..=30 {
        content = format!("{day}").into_bytes();
        let message = if day == 17 { "Tidy\n" } else { "Tidy\n\nReviewed-by: Grace <grace@example.org>\n" };
        head = bench.commit(Commit { message, ..Commit::on(day) }, &[head], &[("a", &content)]);
    }
    let late = Commit { committer: ("ada", START + 90 * DAY, 0), message: "Late\n\nChange-Id: I1\n", ..Commit::on(31) };
    let head = bench.commit(late, &[head], &[("a", &content), ("b", b"1")]);
    let told = bench.tells(head);
    assert_eq!(told.history.commits, 32);
    let count = |habit| told.history.habits.iter().find(|(it, _)| *it == habit).unwrap().1;
    assert_eq!([count(Habit::ReviewTrailer), count(Habit::Signed), count(Habit::CommittedLater)], [30, 0, 1]);
    let details: Vec<(RemarkKind, &str)> =
        told.history.remarks.iter().map(|remark| (remark.kind, remark.detail.as_str())).collect();
    let apart = "committed 59 days after it was written, by the same person";
    assert_eq!(details, [(RemarkKind::OutsideHabit, "no review in the message"), (RemarkKind::DatesApart, apart)]);
}

#[test]
fn data_of_tests_that_comes_with_the_build_is_told() {
    let bench = Bench::new();
    let data = [0_u8; 600];
    let text = [b'x'; 600];
    let first = bench.commit(Commit::on(0), &[], &[("configure.ac", b"1")]);
    let honest = bench.commit(Commit::on(100), &[first], &[("configure.ac", b"1"), ("tests/a.txt", &text)]);
    let alone = bench.commit(
        Commit::on(200),
        &[honest],
        &[("configure.ac", b"1"), ("tests/a.txt", &text), ("tests/good.bin", &data)],
    );
    assert_eq!(remarks(&bench.tells(alone)), []);
    let near = bench.commit(
        Commit::on(203),
        &[alone],
        &[("configure.ac", b"2"), ("tests/a.txt", &text), ("tests/good.bin", &data)],
    );
    let told = bench.tells(near);
    let detail = format!("tests/good.bin; the same person changed configure.ac in {}", &near.to_string()[..12]);
    assert_eq!(told.history.remarks.iter().map(|it| &*it.detail).collect::<Vec<_>>(), [&*detail]);
    let together = bench.commit(Commit::on(300), &[near], &[("configure.ac", b"3"), ("tests/bad.bin", &data[1..])]);
    let told = bench.tells(together);
    assert_eq!(told.history.remarks[0].detail, "tests/bad.bin, together with configure.ac");
}

#[test]
fn a_drop_is_held_against_the_commit_that_it_is_said_to_come_from() {
    let bench = Bench::new();
    let files: [(&str, &[u8]); 3] = [("configure.ac", b"AC_INIT"), ("src/a.c", b"int a;"), ("gone.c", b"1")];
    let head = bench.commit(Commit::on(0), &[], &files);
    let release = tempfile::tempdir().unwrap();
    fs::create_dir_all(release.path().join("m4")).unwrap();
    fs::create_dir_all(release.path().join("src")).unwrap();
    fs::write(release.path().join("m4/build-to-host.m4"), "eval").unwrap();
    fs::write(release.path().join("configure.ac"), "AC_INIT").unwrap();
    fs::write(release.path().join("src/a.c"), "int b;").unwrap();
    let drop = Sealed::of(release.path(), &Limits::default());
    let told_by = Locator::Git { repository: bench.folder.path().to_owned(), revision: head.to_string() };
    let told = provenance(&told_by, &drop.manifest, &Limits::default()).unwrap().unwrap();
    let differences: Vec<(&str, CommitDifferenceKind)> =
        told.differences.iter().flatten().map(|it| (it.path.as_str(), it.kind)).collect();
    assert_eq!(
        differences,
        [
            ("gone.c", CommitDifferenceKind::OnlyInCommit),
            ("m4/build-to-host.m4", CommitDifferenceKind::OnlyInDrop),
            ("src/a.c", CommitDifferenceKind::Content),
        ]
    );
    // A drop that is the commit itself differs from nothing.
    assert_eq!(bench.tells(head).differences, None);
}

#[test]
fn a_history_that_is_cut_off_is_said_to_be() {
    let bench = Bench::new();
    let first = bench.commit(Commit::on(0), &[], &[("a", b"1")]);
    let second = bench.commit(Commit::on(1), &[first], &[("a", b"2")]);
    let id = first.to_string();
    fs::remove_file(bench.folder.path().join("objects").join(&id[..2]).join(&id[2..])).unwrap();
    let told = bench.tells(second);
    assert_eq!(told.history.commits, 1);
    assert!(told.history.unread.iter().any(|reason| reason.contains("its git object is missing")), "{told:?}");
    assert!(!told.history.unread.iter().any(|reason| reason.contains(&*bench.folder.path().to_string_lossy())));
}

#[test]
fn what_is_no_repository_tells_nothing() {
    let locator = Locator::Folder(Path::new("/nowhere").to_owned());
    let drop = Sealed::folder_with("a", b"1", &Limits::default());
    assert_eq!(provenance(&locator, &drop.manifest, &Limits::default()).unwrap(), None);
}

#[test]
fn what_a_repository_lists_as_other_parents_is_not_believed() {
    let bench = Bench::new();
    let first = bench.commit(Commit::on(0), &[], &[("a", b"1")]);
    let second = bench.commit(Commit::on(1), &[first], &[("a", b"2")]);
    let third = bench.commit(Commit::on(2), &[second], &[("a", b"3")]);
    // Grafts (gitrepository-layout(5)) that leave out a commit and make a circle of the others.
    fs::create_dir_all(bench.folder.path().join("info")).unwrap();
    fs::write(bench.folder.path().join("info/grafts"), format!("{third} {first}\n{first} {third}\n")).unwrap();
    let told = bench.tells(third);
    assert_eq!((told.history.commits, told.history.unread.len()), (3, 0), "{told:?}");
}

#[test]
fn a_history_longer_than_the_limit_is_said_to_be() {
    let bench = Bench::new();
    let mut head = bench.commit(Commit::on(0), &[], &[("a", b"0")]);
    for day in 1..5 {
        head = bench.commit(Commit::on(day), &[head], &[("a", day.to_string().as_bytes())]);
    }
    let limits = Limits { commits: 3, ..Limits::default() };
    let told = bench.tells_within(head, &limits);
    assert_eq!(told.history.commits, 3);
    assert_eq!(told.history.unread, ["only the newest 3 commits were read"]);
    let limits = Limits { commit_effort: 1, ..Limits::default() };
    let told = bench.tells_within(head, &limits);
    assert_eq!(told.history.unread.len(), 5);
    assert!(told.history.unread[0].ends_with("it takes more work than a commit of a person does"), "{told:?}");
}
