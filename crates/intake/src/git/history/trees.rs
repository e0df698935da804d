use std::collections::BTreeMap;

use git2::{Oid, Repository};

use super::effort::{Effort, Unread};

/// Longest path in bytes, so that trees inside one another end.
const LONGEST_PATH: usize = 4096;

/// The mode of a folder, and the bits of a mode that say what an entry is.
const FOLDER: i32 = 0o040000;
const KIND: i32 = 0o170000;
const REGULAR: i32 = 0o100000;

/// What a tree has under a name that is no folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Version {
    pub(super) id: Oid,
    pub(super) mode: i32,
}

impl Version {
    pub(super) fn is_regular(self) -> bool {
        self.mode & KIND == REGULAR
    }
}

/// A path at which trees are not all the same.
pub(super) struct Place<const N: usize> {
    pub(super) path: Vec<u8>,
    pub(super) versions: [Option<Version>; N],
}

/// Where trees are not all the same, sorted by path. Only folders that differ are gone into.
///
/// # Errors
/// If a tree cannot be read, or that is too much effort.
pub(super) fn differing<const N: usize>(
    repository: &Repository,
    roots: [Option<Oid>; N],
    effort: &mut Effort,
) -> Result<Vec<Place<N>>, Unread> {
    let mut places = Vec::new();
    let mut open = vec![(Vec::new(), roots)];
    while let Some((folder, trees)) = open.pop() {
        let mut names: BTreeMap<Vec<u8>, [Option<Version>; N]> = BTreeMap::new();
        for (column, tree) in trees.iter().enumerate() {
            let Some(tree) = tree else { continue };
            let tree = repository.find_tree(*tree)?;
            effort.spend(tree.len() as u64 + 1)?;
            for entry in &tree {
                let versions = names.entry(entry.name_bytes().to_vec()).or_insert([None; N]);
                if let Some(version) = versions.get_mut(column) {
                    *version = Some(Version { id: entry.id(), mode: entry.filemode_raw() });
                }
            }
        }
        for (name, versions) in names {
            if versions.iter().all(|version| *version == versions[0]) {
                continue;
            }
            let mut path = folder.clone();
            if !path.is_empty() {
                path.push(b'/');
            }
            path.extend_from_slice(&name);
            let is_folder = |version: &Version| version.mode & KIND == FOLDER;
            let folders = versions.map(|version| version.filter(is_folder).map(|folder| folder.id));
            if folders.iter().any(Option::is_some) && path.len() <= LONGEST_PATH {
                open.push((path.clone(), folders));
            }
            let versions = versions.map(|version| version.filter(|version| !is_folder(version)));
            if versions.iter().any(Option::is_some) {
                places.push(Place { path, versions });
            }
        }
    }
    places.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(places)
}
