use super::{AnomalyV1, ContainerV1, EntryV1, GitV1, ManifestV1, SCHEMA};
use crate::wire::{BadForm, check_schema, checked_sum};
use crate::{
    Anomaly, AnomalyKind, ArchiveFormat, CommitFacts, Container, DropPath, DropSource, Entry, EntryKind, FileFacts,
    GitBlobId, GitFacts, Manifest, WorkTreeChange,
};

impl TryFrom<ManifestV1> for Manifest {
    type Error = BadForm;

    fn try_from(wire: ManifestV1) -> Result<Self, BadForm> {
        check_schema(&wire.schema, SCHEMA)?;
        checked_sum("file sizes", wire.entries.iter().filter_map(|entry| entry.size))?;
        let source = match (wire.source.as_str(), wire.container, wire.git) {
            ("folder", None, None) => DropSource::Folder,
            ("archive", Some(container), None) => DropSource::Archive(container.try_into()?),
            ("git", None, Some(git)) => DropSource::Git(git.into()),
            (source, ..) => {
                return Err(BadForm(format!("a drop of the kind `{source}` does not come with what is told of it")));
            }
        };
        let manifest = Self {
            source,
            entries: wire.entries.into_iter().map(Entry::try_from).collect::<Result<_, _>>()?,
            anomalies: wire.anomalies.into_iter().map(Anomaly::try_from).collect::<Result<_, _>>()?,
        };
        if manifest.digest() != wire.digest {
            return Err(BadForm(format!("its digest is {}, and its entries have {}", wire.digest, manifest.digest())));
        }
        Ok(manifest)
    }
}

impl TryFrom<EntryV1> for Entry {
    type Error = BadForm;

    fn try_from(wire: EntryV1) -> Result<Self, BadForm> {
        let path = DropPath::from_escaped(wire.path.clone());
        let mode = wire.mode.as_deref().map(mode).transpose().map_err(|what| about(&wire, &what))?;
        let kind = kind(wire)?;
        Ok(Self { path, mode, kind })
    }
}

fn about(entry: &EntryV1, what: &str) -> BadForm {
    BadForm(format!("the entry `{}` {what}", entry.path))
}

fn mode(text: &str) -> Result<u32, String> {
    let mode = u32::from_str_radix(text, 8).ok().filter(|mode| format!("{mode:04o}") == text);
    mode.ok_or_else(|| format!("has the mode `{text}`, which is not four octal digits"))
}

fn kind(wire: EntryV1) -> Result<EntryKind, BadForm> {
    let lacks = |field: &str| about(&wire, &format!("is of the kind `{}` and lacks `{field}`", wire.kind));
    let device = || {
        let parts = wire.device.as_deref().and_then(|device| device.split_once(':'));
        let numbers = parts.and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)));
        numbers.ok_or_else(|| lacks("device"))
    };
    let error = || wire.error.clone().ok_or_else(|| lacks("error"));
    Ok(match wire.kind.as_str() {
        "file" => EntryKind::File(FileFacts {
            size: wire.size.ok_or_else(|| lacks("size"))?,
            sha256: wire.sha256.ok_or_else(|| lacks("sha256"))?,
            git_blob: wire.git_blob.as_deref().and_then(GitBlobId::read).ok_or_else(|| lacks("git_blob"))?,
            language: wire.language,
            archive: wire.archive.as_deref().map(format).transpose()?,
            hard_link_of: wire.hard_link_of,
            withheld: wire.withheld,
            shadowed: wire.shadowed,
        }),
        "directory" => EntryKind::Directory,
        "symlink" => EntryKind::Symlink { target: wire.target.clone().ok_or_else(|| lacks("target"))? },
        "fifo" => EntryKind::Fifo,
        "socket" => EntryKind::Socket,
        "char-device" => device().map(|(major, minor)| EntryKind::CharDevice { major, minor })?,
        "block-device" => device().map(|(major, minor)| EntryKind::BlockDevice { major, minor })?,
        "submodule" => {
            EntryKind::Submodule { commit: wire.commit.clone().ok_or_else(|| lacks("commit"))?, url: wire.url }
        }
        "unreadable" => EntryKind::Unreadable { error: error()? },
        "over-limit" => EntryKind::OverLimit { limit: error()? },
        unknown => return Err(about(&wire, &format!("is of the unknown kind `{unknown}`"))),
    })
}

fn format(name: &str) -> Result<ArchiveFormat, BadForm> {
    let found = ArchiveFormat::ALL.into_iter().find(|format| format.name() == name);
    found.ok_or_else(|| BadForm(format!("`{name}` is no archive format that this version knows")))
}

impl TryFrom<ContainerV1> for Container {
    type Error = BadForm;

    fn try_from(wire: ContainerV1) -> Result<Self, BadForm> {
        let ContainerV1 { format: name, size, sha256, root } = wire;
        Ok(Self { sha256, size, format: format(&name)?, root })
    }
}

impl From<GitV1> for GitFacts {
    fn from(wire: GitV1) -> Self {
        let GitV1 { commit, tree, tags, signature, work_tree } = wire;
        let work_tree = work_tree.into_iter().map(|it| WorkTreeChange { path: it.path, change: it.change }).collect();
        Self { commit: CommitFacts { id: commit, tree, tags, signature }, work_tree }
    }
}

impl TryFrom<AnomalyV1> for Anomaly {
    type Error = BadForm;

    fn try_from(wire: AnomalyV1) -> Result<Self, BadForm> {
        let AnomalyV1 { path, kind: name, detail } = wire;
        let kind = AnomalyKind::ALL.into_iter().find(|kind| kind.name() == name);
        let kind = kind.ok_or_else(|| BadForm(format!("`{name}` is no anomaly that this version knows")))?;
        Ok(Self { path, kind, detail })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Digest, Language};

    fn entry(path: &str, kind: EntryKind) -> Entry {
        Entry { path: DropPath::from_escaped(path), mode: Some(0o4755), kind }
    }

    fn file(path: &str) -> Entry {
        entry(
            path,
            EntryKind::File(FileFacts {
                size: 3,
                sha256: Digest::of(b"abc"),
                git_blob: GitBlobId([0xab; 20]),
                language: Some(Language::C),
                archive: Some(ArchiveFormat::TarZstd),
                hard_link_of: Some(DropPath::from_escaped("b")),
                withheld: Some("too large".to_owned()),
                shadowed: true,
            }),
        )
    }

    #[test]
    fn every_kind_of_entry_comes_back() {
        let text = || "why\n".to_owned();
        let kinds = [
            EntryKind::Directory,
            EntryKind::Symlink { target: DropPath::from_escaped("\\xff") },
            EntryKind::Fifo,
            EntryKind::Socket,
            EntryKind::CharDevice { major: 1, minor: 3 },
            EntryKind::BlockDevice { major: 8, minor: 0 },
            EntryKind::Submodule { commit: text(), url: None },
            EntryKind::Unreadable { error: text() },
            EntryKind::OverLimit { limit: text() },
        ];
        for entry in kinds.map(|kind| entry("a", kind)).into_iter().chain([file("a")]) {
            assert_eq!(Entry::try_from(EntryV1::from(&entry)).unwrap(), entry);
        }
    }

    #[test]
    fn what_is_no_entry_is_refused_in_words() {
        let refused = |change: fn(&mut EntryV1)| {
            let mut wire = EntryV1::from(&file("src/a.c"));
            change(&mut wire);
            Entry::try_from(wire).unwrap_err().to_string()
        };
        assert_eq!(refused(|it| it.kind = "door".to_owned()), "the entry `src/a.c` is of the unknown kind `door`");
        assert_eq!(refused(|it| it.size = None), "the entry `src/a.c` is of the kind `file` and lacks `size`");
        assert!(refused(|it| it.mode = Some("+755".to_owned())).contains("four octal digits"));
        assert!(refused(|it| it.git_blob = Some("é".repeat(20))).contains("lacks `git_blob`"));
        assert!(refused(|it| it.archive = Some("rar".to_owned())).contains("`rar`"));
    }

    #[test]
    fn entries_that_were_changed_have_another_digest() {
        let manifest = Manifest { source: DropSource::Folder, entries: vec![file("a")], anomalies: Vec::new() };
        assert!(Manifest::try_from(ManifestV1::from(&manifest)).is_ok());
        let mut wire = ManifestV1::from(&manifest);
        // What is not shadowed stands in the inventory.
        wire.entries[0].shadowed = false;
        assert!(Manifest::try_from(wire).unwrap_err().to_string().starts_with("its digest is "));
    }
}
