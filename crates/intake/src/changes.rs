use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use banbury_evidence::wire::{EntryV1, ManifestV1};
use banbury_evidence::{DropPath, Manifest};

/// One way in which a drop differs from what was sealed. An empty path stands for the drop as a whole.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// An entry that was not there when the drop was sealed.
    Added(DropPath),
    /// An entry that is gone.
    Missing(DropPath),
    /// An entry that differs.
    Changed {
        /// The entry.
        path: DropPath,
        /// What differs, in words.
        what: String,
    },
}

impl Change {
    fn path(&self) -> &DropPath {
        match self {
            Self::Added(path) | Self::Missing(path) | Self::Changed { path, .. } => path,
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added(path) => write!(f, "added: {path}"),
            Self::Missing(path) => write!(f, "missing: {path}"),
            Self::Changed { path, what } if path.as_str().is_empty() => write!(f, "changed: the drop itself ({what})"),
            Self::Changed { path, what } => write!(f, "changed: {path} ({what})"),
        }
    }
}

/// Every difference between what was sealed and what is there now, sorted by path.
///
/// Every entry is compared by all its facts, members of archives included. What this program infers (the language, the
/// limits) is no fact of the drop and is left out. Where the two are not of one kind, for example a folder and the
/// archive that it was unpacked from, only the drop's own files and links are compared, by content.
pub fn changes(sealed: &ManifestV1, now: &Manifest) -> Vec<Change> {
    let now = ManifestV1::from(now);
    let same_kind = sealed.source == now.source;
    let mut changes = if same_kind { whole(sealed, &now) } else { Vec::new() };
    let (before, after) = (by_path(sealed, same_kind), by_path(&now, same_kind));
    for (key, old) in &before {
        let path = || DropPath::from_escaped(key.0);
        match after.get(key) {
            None => changes.push(Change::Missing(path())),
            Some(new) => {
                let what = differences(old, new, same_kind);
                if !what.is_empty() {
                    changes.push(Change::Changed { path: path(), what: what.join(", ") });
                }
            }
        }
    }
    let added = after.keys().filter(|key| !before.contains_key(*key));
    changes.extend(added.map(|key| Change::Added(DropPath::from_escaped(key.0))));
    changes.sort_by(|left, right| left.path().cmp(right.path()).then_with(|| left.cmp(right)));
    changes
}

/// Entries by path, and number among those of the same path, which only hostile archives have.
fn by_path(manifest: &ManifestV1, same_kind: bool) -> BTreeMap<(&str, u32), &EntryV1> {
    let mut entries = BTreeMap::new();
    let mut numbers = BTreeMap::new();
    for entry in &manifest.entries {
        let has_content = matches!(entry.kind.as_str(), "file" | "symlink" | "unreadable" | "over-limit");
        let is_own = !DropPath::from_escaped(entry.path.as_str()).is_member() && !entry.shadowed;
        if same_kind || (is_own && has_content) {
            let number: &mut u32 = numbers.entry(entry.path.as_str()).or_default();
            entries.insert((entry.path.as_str(), *number), entry);
            *number += 1;
        }
    }
    entries
}

fn differences(old: &EntryV1, new: &EntryV1, same_kind: bool) -> Vec<String> {
    let mut what = Vec::new();
    let mut compare = |name: &str, old: Option<String>, new: Option<String>| {
        if old != new {
            let shown = |value: Option<String>| value.unwrap_or_else(|| "none".to_owned());
            what.push(format!("{name} {} is now {}", shown(old), shown(new)));
        }
    };
    let text = |digest: Option<banbury_evidence::Digest>| digest.map(|digest| digest.to_string());
    let escaped = |path: &Option<DropPath>| path.as_ref().map(DropPath::to_string);
    compare("kind", Some(old.kind.clone()), Some(new.kind.clone()));
    compare("size", old.size.map(|size| size.to_string()), new.size.map(|size| size.to_string()));
    compare("sha256", text(old.sha256), text(new.sha256));
    compare("target", escaped(&old.target), escaped(&new.target));
    if same_kind {
        compare("git id", old.git_blob.clone(), new.git_blob.clone());
        compare("mode", old.mode.clone(), new.mode.clone());
        compare("hard link to", escaped(&old.hard_link_of), escaped(&new.hard_link_of));
        compare("shadowed", Some(old.shadowed.to_string()), Some(new.shadowed.to_string()));
        compare("device", old.device.clone(), new.device.clone());
        compare("commit", old.commit.clone(), new.commit.clone());
        compare("url", old.url.clone(), new.url.clone());
        compare("error", old.error.clone(), new.error.clone());
    }
    what
}

/// Differences that no entry shows.
fn whole(sealed: &ManifestV1, now: &ManifestV1) -> Vec<Change> {
    let mut changes = Vec::new();
    let of_drop = |what| Change::Changed { path: DropPath::from_bytes(b""), what };
    if let (Some(old), Some(new)) = (&sealed.container, &now.container)
        && old.sha256 != new.sha256
    {
        changes.push(of_drop(format!("archive sha256 {} is now {}", old.sha256, new.sha256)));
    }
    if let (Some(old), Some(new)) = (&sealed.git, &now.git) {
        if old.commit != new.commit {
            changes.push(of_drop(format!("commit {} is now {}", old.commit, new.commit)));
        }
        if old.tags != new.tags {
            changes.push(of_drop(format!("tags [{}] are now [{}]", old.tags.join(", "), new.tags.join(", "))));
        }
        let before: BTreeSet<_> = old.work_tree.iter().map(|change| (&change.path, &change.change)).collect();
        let after: BTreeSet<_> = new.work_tree.iter().map(|change| (&change.path, &change.change)).collect();
        for (path, change) in after.difference(&before) {
            let what = format!("the work tree's copy is now {change}");
            changes.push(Change::Changed { path: (*path).clone(), what });
        }
        for (path, change) in before.difference(&after) {
            let what = format!("the work tree's copy is no longer {change}");
            changes.push(Change::Changed { path: (*path).clone(), what });
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use banbury_evidence::{Digest, DropSource, Entry, EntryKind, FileFacts, GitBlobId};

    use super::*;

    fn manifest(files: &[(&str, &[u8], u32)]) -> Manifest {
        let entry = |(path, content, mode): &(&str, &[u8], u32)| {
            let facts = FileFacts {
                size: content.len() as u64,
                sha256: Digest::of(content),
                git_blob: GitBlobId([0; 20]),
                language: None,
                archive: None,
                hard_link_of: None,
                withheld: None,
                shadowed: false,
            };
            Entry { path: DropPath::from_escaped(*path), mode: Some(*mode), kind: EntryKind::File(facts) }
        };
        let entries = files.iter().map(entry).collect();
        Manifest { source: DropSource::Folder, entries, anomalies: Vec::new() }
    }

    #[test]
    fn each_difference_is_named_once() {
        let sealed =
            manifest(&[("a.c", b"1", 0o644), ("b.c", b"2", 0o644), ("c.tar!/x", b"3", 0o644), ("d.sh", b"4", 0o644)]);
        let now =
            manifest(&[("b.c", b"2", 0o644), ("c.tar!/x", b"33", 0o644), ("d.sh", b"4", 0o4755), ("e.c", b"", 0o644)]);
        let found: Vec<String> =
            changes(&ManifestV1::from(&sealed), &now).iter().map(|change| change.to_string()).collect();
        assert_eq!(found.len(), 4, "{found:?}");
        assert_eq!(found[0], "missing: a.c");
        assert!(found[1].starts_with("changed: c.tar!/x (size 1 is now 2, sha256 4e07"), "{}", found[1]);
        assert_eq!(found[2], "changed: d.sh (mode 0644 is now 4755)");
        assert_eq!(found[3], "added: e.c");
        assert_eq!(changes(&ManifestV1::from(&sealed), &sealed), Vec::new());
    }

    #[test]
    fn drops_of_two_kinds_are_compared_by_their_own_files() {
        let sealed = manifest(&[("a.c", b"1", 0o644), ("c.tar!/x", b"3", 0o644)]);
        let mut now = manifest(&[("a.c", b"1", 0o755)]);
        now.source = DropSource::Git(Default::default());
        assert_eq!(changes(&ManifestV1::from(&sealed), &now), Vec::new());
        let other = Manifest { source: now.source.clone(), ..manifest(&[("a.c", b"0", 0o755)]) };
        assert_eq!(changes(&ManifestV1::from(&sealed), &other).len(), 1);
    }
}
