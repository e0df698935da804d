use banbury_evidence::{Anomaly, AnomalyKind, DropPath};
use git2::{Oid, Repository};

use super::repository::fault;
use crate::Limits;
use crate::archive::Name;

/// Deepest folder that is listed; paths on Linux have at most 4096 bytes.
const DEEPEST: usize = 4096;

/// Something that a commit's tree holds.
pub(crate) struct Item {
    pub(crate) name: Vec<u8>,
    pub(crate) kind: ItemKind,
}

pub(crate) enum ItemKind {
    File { id: Oid, executable: bool },
    Link { id: Oid },
    Directory,
    Submodule { commit: Oid },
    Unreadable { error: String },
    OverLimit { limit: String },
}

/// Everything that the tree `root` holds, in no particular order, and what is odd about its names.
///
/// The walk keeps its own stack: a tree may be made deeper than a thread's. It may also be made to hold the same
/// folder many times at each level, which is why the number of items has a limit.
pub(crate) fn list(repository: &Repository, root: Oid, limits: &Limits) -> (Vec<Item>, Vec<Anomaly>) {
    let mut items = Vec::new();
    let mut anomalies = Vec::new();
    let mut open = vec![(Vec::new(), root, 0)];
    while let Some((folder, id, depth)) = open.pop() {
        let path = DropPath::from_bytes(&folder);
        let tree = match repository.find_tree(id) {
            Ok(tree) => tree,
            Err(error) => {
                items.push(Item { name: folder, kind: ItemKind::Unreadable { error: fault(&error).to_owned() } });
                continue;
            }
        };
        let limit = if depth > DEEPEST {
            Some(format!("folders stand more than {DEEPEST} deep in one another"))
        } else if items.len() as u64 + tree.len() as u64 > limits.members {
            Some(format!("the commit holds more than {} entries", limits.members))
        } else {
            None
        };
        if let Some(limit) = limit {
            anomalies.push(Anomaly { path, kind: AnomalyKind::ArchiveLimitReached, detail: limit.clone() });
            items.push(Item { name: folder, kind: ItemKind::OverLimit { limit } });
            continue;
        }
        if !folder.is_empty() {
            items.push(Item { name: folder.clone(), kind: ItemKind::Directory });
        }
        for entry in &tree {
            let mut name = folder.clone();
            if !name.is_empty() {
                name.push(b'/');
            }
            name.extend_from_slice(entry.name_bytes());
            // A tree is free to hold names that no file system would.
            Name { bytes: entry.name_bytes().to_vec() }.note(&DropPath::from_bytes(&name), &mut anomalies);
            let mode = entry.filemode_raw();
            let id = entry.id();
            let kind = match mode & 0o170000 {
                0o040000 => {
                    open.push((name, id, depth + 1));
                    continue;
                }
                0o120000 => ItemKind::Link { id },
                0o160000 => ItemKind::Submodule { commit: id },
                0o100000 => ItemKind::File { id, executable: mode & 0o100 != 0 },
                _ => ItemKind::Unreadable { error: format!("the tree gives it the unknown mode {mode:o}") },
            };
            items.push(Item { name, kind });
        }
    }
    (items, anomalies)
}
