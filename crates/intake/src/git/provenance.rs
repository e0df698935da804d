use std::collections::BTreeMap;
use std::path::Path;

use banbury_evidence::{
    CommitDifference, CommitDifferenceKind, DropPath, DropSource, Entry, EntryKind, Manifest, Provenance,
};

use super::facts;
use super::history::history;
use super::pool::Pool;
use super::repository::{OpenRepository, reason};
use super::tree::{Item, ItemKind, list};
use crate::content::Digests;
use crate::{IntakeError, Limits};

/// What a repository tells of how a drop came about: the drop itself, or what it is said to come from.
pub(crate) fn provenance(
    folder: &Path,
    revision: &str,
    drop: &Manifest,
    limits: &Limits,
) -> Result<Provenance, IntakeError> {
    let open = OpenRepository::open(folder)?;
    let commit = open.commit(revision)?;
    let broken = |error: git2::Error| IntakeError::BrokenRepository { path: folder.to_owned(), reason: reason(&error) };
    let tree = commit.tree().map_err(broken)?;
    let facts = facts::of_commit(&open.repository, &commit);
    let is_the_drop = matches!(&drop.source, DropSource::Git(git) if git.commit.id == facts.id);
    let differences = match is_the_drop {
        true => None,
        false => Some(differences(drop, &list(&open.repository, tree.id(), limits).0)),
    };
    let pool = Pool::new(folder.to_owned());
    Ok(Provenance { commit: facts, differences, history: history(&open.repository, &pool, commit.id(), limits) })
}

/// Where the files and links of a drop, as they were sealed, are not the commit's. Nothing is read for that: git names contents
/// by their digest.
fn differences(drop: &Manifest, committed: &[Item]) -> Vec<CommitDifference> {
    use CommitDifferenceKind::{Content, Mode, OnlyInCommit, OnlyInDrop, Type, Unreadable};
    let mut items: BTreeMap<DropPath, &ItemKind> = BTreeMap::new();
    for item in committed {
        if !matches!(item.kind, ItemKind::Directory | ItemKind::Submodule { .. }) {
            items.insert(DropPath::from_bytes(&item.name), &item.kind);
        }
    }
    let mut differences = Vec::new();
    for entry in drop.entries.iter().filter(|entry| is_of_its_own(entry)) {
        let kinds = match (&entry.kind, items.remove(&entry.path)) {
            (_, None) => vec![OnlyInDrop],
            (EntryKind::File(facts), Some(ItemKind::File { id, executable })) => {
                let is_other_mode = entry.mode.is_some_and(|mode| (mode & 0o100 != 0) != *executable);
                let changed = (facts.git_blob.0 != id.as_bytes()).then_some(Content);
                changed.into_iter().chain(is_other_mode.then_some(Mode)).collect()
            }
            (EntryKind::Symlink { target }, Some(ItemKind::Link { id })) => {
                let is_same = Digests::of(&target.to_bytes()).git_blob.0 == id.as_bytes();
                if is_same { Vec::new() } else { vec![Content] }
            }
            (EntryKind::Unreadable { .. } | EntryKind::OverLimit { .. }, _)
            | (_, Some(ItemKind::Unreadable { .. } | ItemKind::OverLimit { .. })) => vec![Unreadable],
            _ => vec![Type],
        };
        differences.extend(kinds.into_iter().map(|kind| CommitDifference { path: entry.path.clone(), kind }));
    }
    differences.extend(items.into_keys().map(|path| CommitDifference { path, kind: OnlyInCommit }));
    differences.sort();
    differences
}

/// Whether an entry is the drop's own, and one that git would have: neither a folder nor inside an archive of the drop.
fn is_of_its_own(entry: &Entry) -> bool {
    let is_shadowed = matches!(&entry.kind, EntryKind::File(facts) if facts.shadowed);
    !entry.path.is_member() && !is_shadowed && !matches!(entry.kind, EntryKind::Directory | EntryKind::Submodule { .. })
}
