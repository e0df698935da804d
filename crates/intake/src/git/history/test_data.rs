use banbury_evidence::{DropPath, HistoryRemark, RemarkKind};
use git2::Repository;

use super::effort::{Effort, Unread};
use super::graph::Graph;
use super::log::Logged;
use super::trees::{Place, differing};
use super::{is_same, remark};

/// Smallest data of a test that can hide something, in bytes.
const LARGE: usize = 256;
/// Largest blob that is read to find out whether it is text, in bytes.
const LARGEST_READ: usize = 8 << 20;
/// Files of a commit that are named.
const MOST_NAMED: usize = 4;
/// Commits of the same person before and after one that are looked at, if they were written within so many seconds of it.
const MOST_NEAR: usize = 8;
const WEEK: u64 = 7 * 24 * 60 * 60;

/// Digits by which people name a commit.
const SHORT: usize = 12;

/// The columns of what is compared: before and after the commit.
const NEW: usize = 1;

/// Whether a commit brings data of tests that are no text together with a change of how the product is built: in itself, or in
/// what the same person did in the week before or after.
pub(super) fn look(
    repository: &Repository,
    commits: &[Logged],
    graph: &Graph,
    commit: &Logged,
    effort: &mut Effort,
) -> Result<Vec<HistoryRemark>, Unread> {
    let told = |detail: String| vec![remark(RemarkKind::TestDataWithBuild, commit, None, detail)];
    let changes = changes(repository, commit, effort)?;
    let mut data = Vec::new();
    for place in &changes {
        if is_of_tests(&place.path) && is_large_and_no_text(repository, place, effort)? {
            data.push(place.path.as_slice());
        }
    }
    if data.is_empty() {
        return Ok(Vec::new());
    }
    let build = build_files(&changes);
    if !build.is_empty() {
        return Ok(told(format!("{}, together with {}", named(&data), named(&build))));
    }
    let at = graph.place(commit.id).unwrap_or(0);
    let (later, earlier) = (commits.get(..at).unwrap_or_default(), commits.get(at + 1..).unwrap_or_default());
    let later = later.iter().rev().take_while(|other| is_around(other, commit)).filter(|other| is_near(other, commit));
    let earlier = earlier.iter().take_while(|other| is_around(other, commit)).filter(|other| is_near(other, commit));
    for other in earlier.take(MOST_NEAR).chain(later.take(MOST_NEAR)) {
        let build = self::changes(repository, other, effort)?;
        let build = build_files(&build);
        if !build.is_empty() {
            let mut near = other.id.to_string();
            near.truncate(SHORT);
            return Ok(told(format!("{}; the same person changed {} in {near}", named(&data), named(&build))));
        }
    }
    Ok(Vec::new())
}

/// Whether a person wrote another commit within a week of this one.
fn is_near(other: &Logged, commit: &Logged) -> bool {
    is_same(&other.author, &commit.author)
        && other.parents.len() == 1
        && other.author.seconds.abs_diff(commit.author.seconds) <= WEEK
}

/// Whether another commit was put into place within two weeks of this one: all who did so further off are not looked through.
fn is_around(other: &Logged, commit: &Logged) -> bool {
    other.committer.seconds.abs_diff(commit.committer.seconds) <= 2 * WEEK
}

fn changes(repository: &Repository, commit: &Logged, effort: &mut Effort) -> Result<Vec<Place<2>>, Unread> {
    let before = match commit.parents.first() {
        Some(parent) => Some(repository.find_commit(*parent)?.tree_id()),
        None => None,
    };
    differing(repository, [before, Some(commit.tree)], effort)
}

fn is_large_and_no_text(repository: &Repository, place: &Place<2>, effort: &mut Effort) -> Result<bool, Unread> {
    let Some(version) = place.versions[NEW].filter(|version| version.is_regular()) else { return Ok(false) };
    let (size, _) = repository.odb()?.read_header(version.id)?;
    if size < LARGE {
        return Ok(false);
    }
    if size > LARGEST_READ {
        return Ok(true);
    }
    effort.read(size)?;
    Ok(repository.find_blob(version.id)?.is_binary())
}

/// Whether a file is data of tests, by its folders and its name.
fn is_of_tests(path: &[u8]) -> bool {
    let path = path.to_ascii_lowercase();
    path.split(|byte| *byte == b'/').any(|part| {
        ["test", "fixture", "sample", "corpus", "corpora", "golden", "example"]
            .iter()
            .any(|word| part.starts_with(word.as_bytes()))
            || part.ends_with(b"test")
            || part.ends_with(b"tests")
            || part.ends_with(b"testdata")
    })
}

/// The files among `changes` that say how the product is built.
fn build_files(changes: &[Place<2>]) -> Vec<&[u8]> {
    changes.iter().map(|place| place.path.as_slice()).filter(|path| is_of_the_build(path)).collect()
}

fn is_of_the_build(path: &[u8]) -> bool {
    let name = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
    let name = String::from_utf8_lossy(name).to_ascii_lowercase();
    let named = [
        "makefile",
        "gnumakefile",
        "configure",
        "configure.ac",
        "configure.in",
        "cmakelists.txt",
        "meson.build",
        "meson_options.txt",
        "build",
        "build.bazel",
        "workspace",
        "build.gradle",
        "build.gradle.kts",
        "pom.xml",
        "setup.py",
        "build.rs",
        "autogen.sh",
        "package.json",
        "sconstruct",
        "wscript",
    ];
    let endings = [".am", ".ac", ".m4", ".mk", ".cmake", ".bzl", ".ninja", ".makefile"];
    named.contains(&name.as_str())
        || name.starts_with("makefile.")
        || endings.iter().any(|ending| name.ends_with(ending))
}

/// The first few names.
fn named(paths: &[&[u8]]) -> String {
    let shown = paths.iter().take(MOST_NAMED).map(|path| DropPath::from_bytes(path).to_string());
    let mut text = shown.collect::<Vec<_>>().join(", ");
    let more = paths.len().saturating_sub(MOST_NAMED);
    if more > 0 {
        text.push_str(&format!(" and {more} more"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_data_and_build_files_are_told_by_their_names() {
        assert!(is_of_tests(b"tests/files/bad-3.xz"));
        assert!(is_of_tests(b"src/unittest/a.bin"));
        assert!(!is_of_tests(b"src/contest.bin"));
        assert!(is_of_the_build(b"m4/build-to-host.m4"));
        assert!(is_of_the_build(b"src/liblzma/Makefile.am"));
        assert!(is_of_the_build(b"CMakeLists.txt"));
        assert!(!is_of_the_build(b"src/make.c"));
    }
}
