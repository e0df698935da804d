mod read;

use serde::{Deserialize, Serialize};

use crate::{Digest, DropPath, DropSource, Entry, EntryKind, Language, Manifest};

const SCHEMA: &str = "banbury.manifest/v1";

/// manifest.json.
#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `Manifest`")]
pub struct ManifestV1 {
    pub schema: String,
    /// `folder`, `archive` or `git`.
    pub source: String,
    /// SHA-256 of inventory.sha256.
    pub digest: Digest,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<ContainerV1>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub git: Option<GitV1>,
    pub entries: Vec<EntryV1>,
    pub anomalies: Vec<AnomalyV1>,
}

/// The archive that is the drop.
#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `Container`")]
pub struct ContainerV1 {
    pub format: String,
    pub size: u64,
    pub sha256: Digest,
    pub root: String,
}

/// The commit that is the drop.
#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `GitFacts`")]
pub struct GitV1 {
    pub commit: String,
    pub tree: String,
    pub tags: Vec<String>,
    pub signature: Option<String>,
    pub work_tree: Vec<WorkTreeChangeV1>,
}

/// One difference between work tree and commit.
#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `WorkTreeChange`")]
pub struct WorkTreeChangeV1 {
    pub path: DropPath,
    pub change: String,
}

/// One entry; fields that do not apply are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "see `Entry`, `EntryKind` and `FileFacts`")]
pub struct EntryV1 {
    pub path: String,
    /// `file`, `directory`, `symlink`, `fifo`, `socket`, `char-device`, `block-device`, `submodule`, `unreadable`, `over-limit`.
    pub kind: String,
    /// Four octal digits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Digest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub git_blob: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archive: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hard_link_of: Option<DropPath>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withheld: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub shadowed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<DropPath>,
    /// `major:minor` of a device.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// Something odd.
#[derive(Debug, Serialize, Deserialize)]
#[allow(missing_docs, reason = "see `Anomaly`")]
pub struct AnomalyV1 {
    pub path: DropPath,
    pub kind: String,
    pub detail: String,
}

impl From<&Entry> for EntryV1 {
    fn from(entry: &Entry) -> Self {
        let plain = |kind: &str| Self {
            path: entry.path.as_str().to_owned(),
            kind: kind.to_owned(),
            mode: entry.mode.map(|mode| format!("{mode:04o}")),
            ..Self::default()
        };
        let device = |kind, major, minor| Self { device: Some(format!("{major}:{minor}")), ..plain(kind) };
        match &entry.kind {
            EntryKind::File(facts) => Self {
                size: Some(facts.size),
                sha256: Some(facts.sha256),
                git_blob: Some(facts.git_blob.to_string()),
                language: facts.language,
                archive: facts.archive.map(|format| format.name().to_owned()),
                hard_link_of: facts.hard_link_of.clone(),
                withheld: facts.withheld.clone(),
                shadowed: facts.shadowed,
                ..plain("file")
            },
            EntryKind::Directory => plain("directory"),
            EntryKind::Symlink { target } => Self { target: Some(target.clone()), ..plain("symlink") },
            EntryKind::Fifo => plain("fifo"),
            EntryKind::Socket => plain("socket"),
            EntryKind::CharDevice { major, minor } => device("char-device", major, minor),
            EntryKind::BlockDevice { major, minor } => device("block-device", major, minor),
            EntryKind::Submodule { commit, url } => {
                Self { commit: Some(commit.clone()), url: url.clone(), ..plain("submodule") }
            }
            EntryKind::Unreadable { error } => Self { error: Some(error.clone()), ..plain("unreadable") },
            EntryKind::OverLimit { limit } => Self { error: Some(limit.clone()), ..plain("over-limit") },
        }
    }
}

impl From<&Manifest> for ManifestV1 {
    fn from(manifest: &Manifest) -> Self {
        let (source, container, git) = match &manifest.source {
            DropSource::Folder => ("folder", None, None),
            DropSource::Archive(container) => {
                let container = ContainerV1 {
                    format: container.format.name().to_owned(),
                    size: container.size,
                    sha256: container.sha256,
                    root: container.root.clone(),
                };
                ("archive", Some(container), None)
            }
            DropSource::Git(facts) => {
                let git = GitV1 {
                    commit: facts.commit.id.clone(),
                    tree: facts.commit.tree.clone(),
                    tags: facts.commit.tags.clone(),
                    signature: facts.commit.signature.clone(),
                    work_tree: facts
                        .work_tree
                        .iter()
                        .map(|change| WorkTreeChangeV1 { path: change.path.clone(), change: change.change.clone() })
                        .collect(),
                };
                ("git", None, Some(git))
            }
        };
        Self {
            schema: SCHEMA.to_owned(),
            source: source.to_owned(),
            digest: manifest.digest(),
            container,
            git,
            entries: manifest.entries.iter().map(EntryV1::from).collect(),
            anomalies: manifest
                .anomalies
                .iter()
                .map(|anomaly| AnomalyV1 {
                    path: anomaly.path.clone(),
                    kind: anomaly.kind.name().to_owned(),
                    detail: anomaly.detail.clone(),
                })
                .collect(),
        }
    }
}
