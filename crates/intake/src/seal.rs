use std::sync::atomic::{AtomicU64, Ordering};

use banbury_evidence::{Anomaly, ArchiveFormat, DropPath, DropSource, Entry, EntryKind, FileFacts, Manifest};

use crate::content::Digests;
use crate::language::detect_language;
use crate::{IntakeError, Limits, Locator, archive, folder, git};

/// What looks at the contents of a drop while it is sealed, or while it is read again.
pub trait Visitor: Sync {
    /// Takes a regular file or archive member, each once, in any order and on any thread. `bytes` are the very bytes
    /// that were hashed. Files that are too large for [`Limits::inspect_bytes`] do not come here; their
    /// [`FileFacts::withheld`] says so. Whether an entry is shadowed or has other hard links is not known yet.
    fn file(&self, entry: &Entry, bytes: &[u8]);

    /// Tells how many files and bytes have been hashed so far.
    fn progress(&self, files: u64, bytes: u64) {
        let _ = (files, bytes);
    }
}

/// Reads the whole drop once and writes down every entry of it.
///
/// # Errors
/// If the drop as such cannot be read. Whatever is wrong inside it is an entry or anomaly of the manifest.
pub fn seal(locator: &Locator, limits: &Limits, visitor: &dyn Visitor) -> Result<Manifest, IntakeError> {
    let context = Context::new(limits, visitor);
    let (source, book) = match locator {
        Locator::Folder(root) => (DropSource::Folder, folder::seal_folder(root, &context)?),
        Locator::Archive(path) => {
            let (container, book) = archive::seal_drop(path, &context)?;
            (DropSource::Archive(container), book)
        }
        Locator::Git { repository, revision } => {
            let (facts, book) = git::seal_repository(repository, revision, &context)?;
            (DropSource::Git(facts), book)
        }
    };
    let Book { mut entries, mut anomalies } = book;
    entries.sort_by(|left, right| left.path.cmp(&right.path));
    anomalies.sort();
    anomalies.dedup();
    Ok(Manifest { source, entries, anomalies })
}

/// What was found in one part of the drop.
#[derive(Default)]
pub(crate) struct Book {
    pub(crate) entries: Vec<Entry>,
    pub(crate) anomalies: Vec<Anomaly>,
}

impl Book {
    pub(crate) fn append(&mut self, mut other: Self) {
        self.entries.append(&mut other.entries);
        self.anomalies.append(&mut other.anomalies);
    }
}

/// What all parts of one sealing share.
pub(crate) struct Context<'a> {
    pub(crate) limits: &'a Limits,
    visitor: &'a dyn Visitor,
    files: AtomicU64,
    bytes: AtomicU64,
}

impl<'a> Context<'a> {
    pub(crate) fn new(limits: &'a Limits, visitor: &'a dyn Visitor) -> Self {
        Self { limits, visitor, files: AtomicU64::new(0), bytes: AtomicU64::new(0) }
    }

    /// Hashes a content that is held in memory, and shows it to the visitor.
    pub(crate) fn file(
        &self,
        path: DropPath,
        mode: Option<u32>,
        bytes: &[u8],
        archive: Option<ArchiveFormat>,
    ) -> Entry {
        self.file_or_link(path, mode, bytes, archive, None)
    }

    /// The same for what may be another name of `hard_link_of`.
    pub(crate) fn file_or_link(
        &self,
        path: DropPath,
        mode: Option<u32>,
        bytes: &[u8],
        archive: Option<ArchiveFormat>,
        hard_link_of: Option<DropPath>,
    ) -> Entry {
        let size = bytes.len() as u64;
        let language = if archive.is_some() { None } else { detect_language(&path, bytes) };
        let Digests { sha256, git_blob } = Digests::of(bytes);
        let facts =
            FileFacts { size, sha256, git_blob, language, archive, hard_link_of, withheld: None, shadowed: false };
        let entry = Entry { path, mode, kind: EntryKind::File(facts) };
        self.visitor.file(&entry, bytes);
        self.count(size);
        entry
    }

    /// Shows the visitor a content that was hashed when the drop was sealed.
    pub(crate) fn shown_again(&self, entry: &Entry, bytes: &[u8]) {
        self.visitor.file(entry, bytes);
        self.count(bytes.len() as u64);
    }

    /// The entry of a content that was hashed in pieces, because it is too large to be held in memory.
    pub(crate) fn large_file(
        &self,
        path: DropPath,
        mode: Option<u32>,
        size: u64,
        digests: Digests,
        archive: Option<ArchiveFormat>,
        head: &[u8],
    ) -> Entry {
        let language = if archive.is_some() { None } else { detect_language(&path, head) };
        let withheld = format!("larger than {} bytes: hashed but not inspected", self.limits.inspect_bytes);
        let facts = FileFacts {
            size,
            sha256: digests.sha256,
            git_blob: digests.git_blob,
            language,
            archive,
            hard_link_of: None,
            withheld: Some(withheld),
            shadowed: false,
        };
        self.count(size);
        Entry { path, mode, kind: EntryKind::File(facts) }
    }

    fn count(&self, size: u64) {
        let files = self.files.fetch_add(1, Ordering::Relaxed) + 1;
        let bytes = self.bytes.fetch_add(size, Ordering::Relaxed) + size;
        self.visitor.progress(files, bytes);
    }
}
