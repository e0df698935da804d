use std::collections::BTreeMap;

use banbury_evidence::{HistoryRemark, RemarkKind};
use git2::{Blob, ErrorCode, IndexEntry, IndexTime, MergeFileOptions, Oid, Repository};

use super::effort::{Effort, Unread};
use super::graph::Graph;
use super::log::Logged;
use super::remark;
use super::trees::{Place, Version, differing};

/// Files of one merge that are named for each kind of remark.
const MOST_NAMED: usize = 50;
/// Largest file that is merged here, in bytes.
const LARGEST: usize = 1 << 20;
/// Files with another name that are tried as what a file was called before it was renamed, those with the same last name first.
const MOST_RENAMED: usize = 8;

/// The columns of what is compared: where the branches parted, the two of them, and the merge.
const BASE: usize = 0;
const FIRST: usize = 1;
const SECOND: usize = 2;
const MERGE: usize = 3;

/// What a merge holds that neither of its sides brings, and what it leaves out.
pub(super) fn look(
    repository: &Repository,
    commits: &[Logged],
    graph: &Graph,
    merge: &Logged,
    effort: &mut Effort,
) -> Result<Vec<HistoryRemark>, Unread> {
    let found = match merge.parents.as_slice() {
        [first, second] => {
            let bases = graph.merge_bases(*first, *second, effort)?;
            let bases: Vec<Oid> = bases.iter().filter_map(|place| Some(commits.get(*place)?.tree)).collect();
            of_two(repository, merge, &bases, [*first, *second], effort)?
        }
        _ => of_many(repository, merge, effort)?,
    };
    let (mut remarks, mut counts) = (Vec::new(), BTreeMap::new());
    for (path, kind, detail) in found {
        let count: &mut usize = counts.entry(kind).or_default();
        *count += 1;
        if *count <= MOST_NAMED {
            remarks.push(remark(kind, merge, Some(&path), detail.to_owned()));
        }
    }
    for (kind, count) in counts.into_iter().filter(|(_, count)| *count > MOST_NAMED) {
        remarks.push(remark(kind, merge, None, format!("and {} more files", count - MOST_NAMED)));
    }
    Ok(remarks)
}

type Found = Vec<(Vec<u8>, RemarkKind, &'static str)>;

/// What a merge of two sides holds that merging them does not give. Of several points where the sides parted, one that explains
/// a file is enough.
fn of_two(
    repository: &Repository,
    merge: &Logged,
    bases: &[Oid],
    sides: [Oid; 2],
    effort: &mut Effort,
) -> Result<Found, Unread> {
    let [first, second] = sides.map(|side| repository.find_commit(side).map(|side| side.tree_id()));
    let (first, second) = (first?, second?);
    let mut unexplained: Option<Found> = None;
    let bases: Vec<Option<Oid>> = if bases.is_empty() { vec![None] } else { bases.iter().copied().map(Some).collect() };
    for base in bases {
        let places = differing(repository, [base, Some(first), Some(second), Some(merge.tree)], effort)?;
        let mut found = Vec::new();
        for place in &places {
            if let Some((kind, detail)) = verdict(repository, place, &places, effort)? {
                found.push((place.path.clone(), kind, detail));
            }
        }
        unexplained = Some(match unexplained {
            None => found,
            Some(before) => {
                before.into_iter().filter(|(path, ..)| found.iter().any(|(other, ..)| other == path)).collect()
            }
        });
    }
    Ok(unexplained.unwrap_or_default())
}

/// What is to be said of one file of a merge, if it is not what merging gives.
fn verdict(
    repository: &Repository,
    place: &Place<4>,
    all: &[Place<4>],
    effort: &mut Effort,
) -> Result<Option<(RemarkKind, &'static str)>, Unread> {
    let [base, first, second, merge] = place.versions;
    let changed_by_one = match () {
        () if first == second || base == second => Some(first),
        () if base == first => Some(second),
        () => None,
    };
    if let Some(expected) = changed_by_one {
        return Ok(match () {
            () if merge == expected => None,
            () if is_explained_by_a_rename(repository, place, all, effort)? => None,
            () if merge == base => Some((RemarkKind::MergeDrops, "it is as it was before one side changed it")),
            () if merge.is_none() => Some((RemarkKind::MergeDrops, "it is gone, and on neither side is it")),
            () => Some((RemarkKind::MergeAdds, "it is as on neither side, and only one side changed it")),
        });
    }
    let (Some(base), Some(first), Some(second)) = (base, first, second) else {
        return Ok(match is_explained_by_a_rename(repository, place, all, effort)? {
            true => None,
            false => Some((RemarkKind::MergeResolves, "one side changed or added what the other took away or added")),
        });
    };
    let Some(merge) = merge else {
        return Ok(match is_explained_by_a_rename(repository, place, all, effort)? {
            true => None,
            false => Some((RemarkKind::MergeDrops, "it is gone, and both sides changed it")),
        });
    };
    Ok(match merged(repository, [base, first, second], merge, effort)? {
        Merged::Same => None,
        Merged::Other => Some((RemarkKind::MergeAdds, "both sides changed it, and merging them gives something else")),
        Merged::Conflict => Some((RemarkKind::MergeResolves, "both sides changed the same lines")),
        Merged::NotText => Some((RemarkKind::MergeResolves, "both sides changed it, and it cannot be merged by lines")),
    })
}

/// What merging two versions gives, held against what the merge has.
#[derive(PartialEq)]
enum Merged {
    Same,
    Other,
    Conflict,
    NotText,
}

fn merged(
    repository: &Repository,
    [base, first, second]: [Version; 3],
    merge: Version,
    effort: &mut Effort,
) -> Result<Merged, Unread> {
    let all = [base, first, second, merge];
    if !all.iter().all(|version| version.is_regular()) {
        return Ok(Merged::NotText);
    }
    let mut blobs = Vec::with_capacity(all.len());
    for version in all {
        let (size, _) = repository.odb()?.read_header(version.id)?;
        effort.read(size)?;
        if size > LARGEST {
            return Ok(Merged::NotText);
        }
        let blob = repository.find_blob(version.id)?;
        if blob.is_binary() {
            return Ok(Merged::NotText);
        }
        blobs.push(blob);
    }
    let expected = blobs.last().map(Blob::content).unwrap_or_default();
    let mut is_conflict = true;
    // Git's own way of comparing lines has changed over the years.
    for is_patient in [false, true] {
        let mut options = MergeFileOptions::new();
        options.patience(is_patient);
        let [base, first, second] = [base, first, second].map(entry);
        let result = match repository.merge_file_from_index(&base, &first, &second, Some(&mut options)) {
            Ok(result) => result,
            Err(error) if error.code() == ErrorCode::GenericError => return Ok(Merged::NotText),
            Err(error) => return Err(error.into()),
        };
        if result.is_automergeable() {
            if result.content() == expected {
                return Ok(Merged::Same);
            }
            is_conflict = false;
        }
    }
    Ok(if is_conflict { Merged::Conflict } else { Merged::Other })
}

fn entry(version: Version) -> IndexEntry {
    IndexEntry {
        ctime: IndexTime::new(0, 0),
        mtime: IndexTime::new(0, 0),
        dev: 0,
        ino: 0,
        mode: version.mode.cast_unsigned(),
        uid: 0,
        gid: 0,
        file_size: 0,
        id: version.id,
        flags: 0,
        flags_extended: 0,
        // One name for all: whatever they were called, lines are merged.
        path: b"file".to_vec(),
    }
}

/// Whether git, which follows renames, gives this by itself: one side renamed the file and the other changed it.
fn is_explained_by_a_rename(
    repository: &Repository,
    place: &Place<4>,
    all: &[Place<4>],
    effort: &mut Effort,
) -> Result<bool, Unread> {
    let [base, first, second, merge] = place.versions;
    for (here, there) in [(FIRST, SECOND), (SECOND, FIRST)] {
        // The new name: one side has it, and the merge has something else there.
        let (own, other) = if here == FIRST { (first, second) } else { (second, first) };
        if let (None, Some(own), None, Some(merge)) = (base, own, other, merge) {
            let is_gone = |old: &&Place<4>| old.versions[here].is_none() && old.versions[MERGE].is_none();
            let mut renamed: Vec<_> = all
                .iter()
                .filter(is_gone)
                .filter_map(|old| Some((old.path.as_slice(), old.versions[BASE]?, old.versions[there]?)))
                .collect();
            renamed.sort_by_key(|(old, was, _)| (was.id != own.id, last_name(old) != last_name(&place.path)));
            for (_, was, changed) in renamed.into_iter().take(MOST_RENAMED) {
                // Renamed as it was, or changed on the way.
                let is_same = own.id == was.id && changed.id == merge.id;
                if is_same || merged(repository, [was, own, changed], merge, effort)? == Merged::Same {
                    return Ok(true);
                }
            }
        }
        // The old name: one side has it no more, the other changed it, and the merge does not have it.
        if let (Some(_), None, Some(_), None) = (base, own, other, merge) {
            return Ok(all.iter().any(|new| {
                new.versions[BASE].is_none()
                    && new.versions[here].is_some()
                    && new.versions[there].is_none()
                    && new.versions[MERGE].is_some()
            }));
        }
    }
    Ok(false)
}

fn last_name(path: &[u8]) -> &[u8] {
    path.rsplit(|byte| *byte == b'/').next().unwrap_or_default()
}

/// What a merge of more than two sides has as none of them: such a merge never decides anything.
fn of_many(repository: &Repository, merge: &Logged, effort: &mut Effort) -> Result<Found, Unread> {
    let mut found: Option<Found> = None;
    for parent in &merge.parents {
        let parent = repository.find_commit(*parent)?.tree_id();
        let places = differing(repository, [Some(parent), Some(merge.tree)], effort)?;
        let detail = "it is as on none of the sides of a merge of several";
        found = Some(match found {
            None => places.into_iter().map(|place| (place.path, RemarkKind::MergeAdds, detail)).collect(),
            Some(before) => {
                let is_there = |path: &[u8]| places.binary_search_by(|place| place.path.as_slice().cmp(path)).is_ok();
                before.into_iter().filter(|(path, ..)| is_there(path)).collect()
            }
        });
    }
    Ok(found.unwrap_or_default())
}
