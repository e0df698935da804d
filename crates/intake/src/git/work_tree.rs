use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use banbury_evidence::{DropPath, Entry, EntryKind, GitBlobId, WorkTreeChange};
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use walkdir::WalkDir;

use super::tree::{Item, ItemKind};
use crate::content::{Digests, HashingReader};
use crate::open::open_regular;

/// Where the files of `folder` differ from the commit, sorted. Everything but the top `.git` counts, ignored files
/// too, and contents are compared as they stand, without filters.
pub(crate) fn differences(folder: &Path, items: &[Item], entries: &[Entry]) -> Vec<WorkTreeChange> {
    let mut committed: BTreeMap<&[u8], &ItemKind> = BTreeMap::new();
    for item in items {
        committed.insert(&item.name, &item.kind);
    }
    let mut differences = Vec::new();
    let mut note = |name: &[u8], change: &str| {
        differences.push(WorkTreeChange { path: DropPath::from_bytes(name), change: change.to_owned() });
    };
    let mut seen: Vec<Vec<u8>> = Vec::new();
    let mut walk = WalkDir::new(folder).min_depth(1).follow_links(false).into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                note(relative(folder, error.path().unwrap_or(folder)), "unreadable");
                continue;
            }
        };
        let kind = entry.file_type();
        if entry.depth() == 1 && entry.file_name() == OsStr::new(".git") {
            if kind.is_dir() {
                walk.skip_current_dir();
            }
            continue;
        }
        let name = relative(folder, entry.path());
        match committed.get(name) {
            Some(ItemKind::Submodule { .. }) if kind.is_dir() => {
                // What is checked out there is another repository's.
                if fs::read_dir(entry.path()).map_or(true, |mut list| list.next().is_some()) {
                    note(name, "untracked");
                }
                walk.skip_current_dir();
            }
            None if kind.is_dir() => {}
            None => note(name, "untracked"),
            Some(ItemKind::Directory) if kind.is_dir() => {}
            Some(ItemKind::File { .. }) if kind.is_file() => seen.push(name.to_vec()),
            Some(ItemKind::Link { .. }) if kind.is_symlink() => seen.push(name.to_vec()),
            Some(ItemKind::Unreadable { .. } | ItemKind::OverLimit { .. }) => {
                note(name, "unreadable");
                if kind.is_dir() {
                    walk.skip_current_dir();
                }
            }
            Some(_) => {
                note(name, "type-changed");
                seen.push(name.to_vec());
            }
        }
    }
    seen.sort();
    for (name, kind) in &committed {
        let has_content = matches!(kind, ItemKind::File { .. } | ItemKind::Link { .. });
        if has_content && seen.binary_search_by(|other| other.as_slice().cmp(name)).is_err() {
            note(name, "missing");
        }
    }
    let compared: Vec<WorkTreeChange> = seen
        .into_par_iter()
        .flat_map_iter(|name| {
            let changes = match committed.get(name.as_slice()) {
                Some(kind) => compare(folder, &name, kind, entries),
                None => Vec::new(),
            };
            let path = DropPath::from_bytes(&name);
            changes.into_iter().map(move |change| WorkTreeChange { path: path.clone(), change: change.to_owned() })
        })
        .collect();
    differences.extend(compared);
    differences.sort();
    differences
}

/// What differs between a file or link of the folder and the commit's.
fn compare(folder: &Path, name: &[u8], kind: &ItemKind, entries: &[Entry]) -> Vec<&'static str> {
    let on_disk = folder.join(OsStr::from_bytes(name));
    let outcome = match kind {
        ItemKind::File { id, executable } => {
            let path = DropPath::from_bytes(name);
            let sealed = entries.binary_search_by(|entry| entry.path.cmp(&path)).ok();
            let size = match sealed.and_then(|at| entries.get(at)).map(|entry| &entry.kind) {
                Some(EntryKind::File(facts)) => Some(facts.size),
                _ => None,
            };
            compare_file(&on_disk, size, GitBlobId(id.as_bytes().try_into().unwrap_or_default()), *executable)
        }
        ItemKind::Link { id } => compare_link(&on_disk, id.as_bytes()),
        _ => Ok(Vec::new()),
    };
    outcome.unwrap_or_else(|_| vec!["unreadable"])
}

fn compare_file(on_disk: &Path, size: Option<u64>, id: GitBlobId, executable: bool) -> io::Result<Vec<&'static str>> {
    if !fs::symlink_metadata(on_disk)?.is_file() {
        // Noted as `type-changed` already.
        return Ok(Vec::new());
    }
    let (mut file, metadata) = open_regular(on_disk)?;
    let mut changes = Vec::new();
    let same_size = size.is_none_or(|size| size == metadata.len());
    if !same_size || HashingReader::new(&mut file, metadata.len()).finish()?.0.git_blob != id {
        changes.push("modified");
    }
    if (metadata.mode() & 0o100 != 0) != executable {
        changes.push("mode-changed");
    }
    Ok(changes)
}

fn compare_link(on_disk: &Path, id: &[u8]) -> io::Result<Vec<&'static str>> {
    if !fs::symlink_metadata(on_disk)?.is_symlink() {
        return Ok(Vec::new());
    }
    let target = fs::read_link(on_disk)?;
    let same = Digests::of(target.as_os_str().as_bytes()).git_blob.0 == id;
    Ok(if same { Vec::new() } else { vec!["modified"] })
}

fn relative<'p>(folder: &Path, path: &'p Path) -> &'p [u8] {
    path.strip_prefix(folder).unwrap_or(path).as_os_str().as_bytes()
}
