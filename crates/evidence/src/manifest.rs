use crate::{CommitFacts, Digest, DropPath, GitBlobId, Language};

/// The sealed drop: every directory entry, in order, and what was odd about them.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// What kind of thing was handed in.
    pub source: DropSource,
    /// Every entry, sorted by path (ties, which only hostile archives have, by order of appearance).
    pub entries: Vec<Entry>,
    /// Absolute names, traversals, duplicates, bombs and the like, sorted by path and kind.
    pub anomalies: Vec<Anomaly>,
}

impl Manifest {
    /// The text of `inventory.sha256`: one `sha256sum` line for each regular file that stands in the drop itself
    /// (members of archives inside the drop are left out, since `sha256sum -c` could not find them), sorted by path.
    ///
    /// Names with a backslash, newline or carriage return are escaped as GNU coreutils does: a backslash opens the line.
    pub fn inventory(&self) -> Vec<u8> {
        let mut text = Vec::new();
        for entry in &self.entries {
            let EntryKind::File(facts) = &entry.kind else { continue };
            if entry.path.is_member() || facts.shadowed {
                continue;
            }
            let raw = entry.path.to_bytes();
            if raw.iter().any(|byte| matches!(byte, b'\\' | b'\n' | b'\r')) {
                text.push(b'\\');
            }
            text.extend_from_slice(facts.sha256.to_string().as_bytes());
            text.extend_from_slice(b"  ");
            for byte in raw {
                match byte {
                    b'\\' => text.extend_from_slice(b"\\\\"),
                    b'\n' => text.extend_from_slice(b"\\n"),
                    b'\r' => text.extend_from_slice(b"\\r"),
                    other => text.push(other),
                }
            }
            text.push(b'\n');
        }
        text
    }

    /// The drop's digest: SHA-256 of `inventory.sha256`.
    pub fn digest(&self) -> Digest {
        Digest::of(&self.inventory())
    }
}

/// What kind of thing was handed in.
#[derive(Clone, Debug)]
pub enum DropSource {
    /// A folder on disk.
    Folder,
    /// One archive; its members are the drop.
    Archive(Container),
    /// A git repository, read at one commit from its object store.
    Git(GitFacts),
}

/// The archive that was handed in as the drop.
#[derive(Clone, Debug)]
pub struct Container {
    /// Digest of the archive file.
    pub sha256: Digest,
    /// Its size in bytes.
    pub size: u64,
    /// How it is packed.
    pub format: ArchiveFormat,
    /// The single top folder that all members share and that counts as the drop's root, or empty.
    pub root: String,
}

/// Container formats that intake opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum ArchiveFormat {
    Ar,
    Bzip2,
    Cpio,
    Gzip,
    Tar,
    TarBzip2,
    TarGzip,
    TarXz,
    TarZstd,
    Xz,
    Zip,
    Zstd,
}

impl ArchiveFormat {
    /// Every format.
    pub const ALL: [Self; 12] = [
        Self::Ar,
        Self::Bzip2,
        Self::Cpio,
        Self::Gzip,
        Self::Tar,
        Self::TarBzip2,
        Self::TarGzip,
        Self::TarXz,
        Self::TarZstd,
        Self::Xz,
        Self::Zip,
        Self::Zstd,
    ];

    /// The name used in manifests and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ar => "ar",
            Self::Bzip2 => "bz2",
            Self::Cpio => "cpio",
            Self::Gzip => "gz",
            Self::Tar => "tar",
            Self::TarBzip2 => "tar.bz2",
            Self::TarGzip => "tar.gz",
            Self::TarXz => "tar.xz",
            Self::TarZstd => "tar.zst",
            Self::Xz => "xz",
            Self::Zip => "zip",
            Self::Zstd => "zst",
        }
    }
}

/// What git says about the commit that was read.
#[derive(Clone, Debug, Default)]
pub struct GitFacts {
    /// The commit.
    pub commit: CommitFacts,
    /// Where the work tree, if there is one, differs from the commit.
    pub work_tree: Vec<WorkTreeChange>,
}

/// One difference between the work tree and the commit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WorkTreeChange {
    /// The file.
    pub path: DropPath,
    /// `untracked`, `modified`, `missing`, `type-changed`, `mode-changed` or `unreadable`.
    pub change: String,
}

/// One directory entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name relative to the drop's root.
    pub path: DropPath,
    /// Permission bits with setuid, setgid and sticky (mask 0o7777); none where the container has none.
    pub mode: Option<u32>,
    /// What it is.
    pub kind: EntryKind,
}

/// What a directory entry is. Only regular files are ever opened.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum EntryKind {
    File(FileFacts),
    Directory,
    /// The target as written, escaped like a path; never followed.
    Symlink {
        target: DropPath,
    },
    Fifo,
    Socket,
    CharDevice {
        major: u32,
        minor: u32,
    },
    BlockDevice {
        major: u32,
        minor: u32,
    },
    /// A git submodule: its content is not in the repository.
    Submodule {
        commit: String,
        url: Option<String>,
    },
    /// An entry that could not be read, with the system's error in words.
    Unreadable {
        error: String,
    },
    /// An archive member left unread because a limit was reached, with the limit in words.
    OverLimit {
        limit: String,
    },
}

/// What is known of a regular file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileFacts {
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of the content.
    pub sha256: Digest,
    /// Git's id of the content.
    pub git_blob: GitBlobId,
    /// Detected language, by name, `#!` line or content.
    pub language: Option<Language>,
    /// The format, if it is an archive that was opened.
    pub archive: Option<ArchiveFormat>,
    /// The first path (in sorted order) of the same inode or archive hard link, if this is another name of it.
    pub hard_link_of: Option<DropPath>,
    /// Why the content was not handed over for inspection (too large), if it was not.
    pub withheld: Option<String>,
    /// A later member of the same archive has the same name, so that unpacking leaves the later one.
    pub shadowed: bool,
}

/// Something about an entry that an honest drop has no need of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Anomaly {
    /// The entry.
    pub path: DropPath,
    /// What is odd.
    pub kind: AnomalyKind,
    /// The particulars, in words.
    pub detail: String,
}

/// The kinds of anomaly; each becomes a finding of the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names and `text` say it")]
pub enum AnomalyKind {
    AbsoluteMemberName,
    ArchiveLimitReached,
    DamagedArchive,
    DuplicateMember,
    LinkPointsOut,
    NameNotUtf8,
    SpecialFile,
    TraversalMemberName,
    WorkTreeDiffers,
}

impl AnomalyKind {
    /// Every kind, in order.
    pub const ALL: [Self; 9] = [
        Self::AbsoluteMemberName,
        Self::ArchiveLimitReached,
        Self::DamagedArchive,
        Self::DuplicateMember,
        Self::LinkPointsOut,
        Self::NameNotUtf8,
        Self::SpecialFile,
        Self::TraversalMemberName,
        Self::WorkTreeDiffers,
    ];

    /// The rule id under which it is reported.
    pub fn name(self) -> &'static str {
        match self {
            Self::AbsoluteMemberName => "archive-absolute-member-name",
            Self::ArchiveLimitReached => "archive-limit-reached",
            Self::DamagedArchive => "archive-damaged",
            Self::DuplicateMember => "archive-duplicate-member",
            Self::LinkPointsOut => "link-points-out-of-drop",
            Self::NameNotUtf8 => "file-name-not-utf8",
            Self::SpecialFile => "special-file-in-drop",
            Self::TraversalMemberName => "archive-traversal-member-name",
            Self::WorkTreeDiffers => "git-work-tree-differs",
        }
    }

    /// What it means to an evaluator.
    pub fn text(self) -> &'static str {
        match self {
            Self::AbsoluteMemberName => {
                "An archive member has an absolute name: unpacking it carelessly writes outside the target folder."
            }
            Self::ArchiveLimitReached => {
                "An archive goes past a limit of the bench (depth, members, size or compression ratio): the rest of it was not read."
            }
            Self::DamagedArchive => {
                "An archive could not be read to its end: what follows the damage was not inspected."
            }
            Self::DuplicateMember => {
                "An archive holds two members of one name: tools differ in which of them they show, so a reviewer and a build may see different files."
            }
            Self::LinkPointsOut => {
                "A link points outside the drop: what a build reads through it is not part of what was handed in."
            }
            Self::NameNotUtf8 => "A file name is not valid UTF-8: tools show it differently, and some skip it.",
            Self::SpecialFile => {
                "The drop holds a FIFO, socket or device: source code has no need of one. It was not opened."
            }
            Self::TraversalMemberName => {
                "An archive member's name contains `..`: unpacking it carelessly writes outside the target folder."
            }
            Self::WorkTreeDiffers => {
                "The work tree differs from the commit that was inspected: this file as it stands in the work tree was not inspected."
            }
        }
    }
}
