use std::io;
use std::path::Path;

use banbury_evidence::{Anomaly, AnomalyKind, ArchiveFormat, DropPath, Entry, EntryKind, GitBlobId, GitFacts};
use git2::Oid;
use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSlice;

use super::pool::{Pool, size_of, to_io, with_large};
use super::repository::OpenRepository;
use super::tree::{Item, ItemKind, list};
use super::{facts, work_tree};
use crate::IntakeError;
use crate::archive::{Outermost, Stored, recognise, seal_archive};
use crate::content::HashingReader;
use crate::path::note_link;
use crate::seal::{Book, Context};

/// Items that one task takes.
const BATCH: usize = 64;
/// Archives larger than this, in bytes, wait until all other files are done, and then have all threads to themselves.
const LARGE_ARCHIVE: usize = 256 << 10;
/// A packed blob is read whole if it is no larger than so many times the largest file that is inspected.
const PACKED_FACTOR: u64 = 8;

/// Seals one commit of a repository.
pub(crate) fn seal_repository(
    folder: &Path,
    revision: &str,
    context: &Context,
) -> Result<(GitFacts, Book), IntakeError> {
    let open = OpenRepository::open(folder)?;
    let commit = open.commit(revision)?;
    let broken = |error: git2::Error| IntakeError::BrokenRepository {
        path: folder.to_owned(),
        reason: super::repository::reason(&error),
    };
    let tree = commit.tree().map_err(broken)?;
    let mut facts = GitFacts { commit: facts::of_commit(&open.repository, &commit), work_tree: Vec::new() };
    let urls = facts::submodule_urls(&open.repository, &tree);
    let (items, anomalies) = list(&open.repository, tree.id(), context.limits);
    let mut book = Book { entries: Vec::with_capacity(items.len()), anomalies };
    for place in open.borrowed_from() {
        let detail = format!("git objects are borrowed from {place}");
        let path = DropPath::from_bytes(b".git/objects/info/alternates");
        book.anomalies.push(Anomaly { path, kind: AnomalyKind::LinkPointsOut, detail });
    }
    let pool = Pool::new(folder.to_owned());
    let sealer = Sealer { pool: &pool, context };
    let parts: Vec<(Book, Vec<&Item>)> = items.par_chunks(BATCH).map(|batch| sealer.batch(batch)).collect();
    let mut postponed = Vec::new();
    for (part, mut later) in parts {
        book.append(part);
        postponed.append(&mut later);
    }
    for item in postponed {
        if let ItemKind::File { id, executable } = item.kind {
            let mut later = Vec::new();
            sealer.file(item, id, executable, true, &mut book, &mut later);
        }
    }
    for item in &items {
        if let ItemKind::Submodule { commit } = &item.kind {
            let kind = EntryKind::Submodule { commit: commit.to_string(), url: urls.get(&item.name).cloned() };
            book.entries.push(Entry { path: DropPath::from_bytes(&item.name), mode: None, kind });
        }
    }
    shadow_duplicates(&mut book);
    if let Some(work_tree) = open.work_tree() {
        facts.work_tree = work_tree::differences(work_tree, &items, &book.entries);
        book.anomalies.extend(facts.work_tree.iter().map(|difference| Anomaly {
            path: difference.path.clone(),
            kind: AnomalyKind::WorkTreeDiffers,
            detail: difference.change.clone(),
        }));
    }
    Ok((facts, book))
}

struct Sealer<'a> {
    pool: &'a Pool,
    context: &'a Context<'a>,
}

impl Sealer<'_> {
    fn batch<'i>(&self, items: &'i [Item]) -> (Book, Vec<&'i Item>) {
        let mut book = Book::default();
        let mut postponed = Vec::new();
        for item in items {
            let path = DropPath::from_bytes(&item.name);
            let kind = match &item.kind {
                ItemKind::File { id, executable } => {
                    self.file(item, *id, *executable, false, &mut book, &mut postponed);
                    continue;
                }
                ItemKind::Submodule { .. } => continue,
                ItemKind::Link { id } => self.link(item, *id, &path, &mut book.anomalies),
                ItemKind::Directory => EntryKind::Directory,
                ItemKind::Unreadable { error } => EntryKind::Unreadable { error: error.clone() },
                ItemKind::OverLimit { limit } => EntryKind::OverLimit { limit: limit.clone() },
            };
            book.entries.push(Entry { path, mode: None, kind });
        }
        (book, postponed)
    }

    fn link(&self, item: &Item, id: Oid, path: &DropPath, anomalies: &mut Vec<Anomaly>) -> EntryKind {
        let target = self.pool.with(|store| {
            if size_of(store, id)? > self.context.limits.inspect_bytes {
                return Err(io::Error::other("the target of the link is too long"));
            }
            store.read(id).map(|object| object.data().to_vec()).map_err(to_io)
        });
        match target.and_then(|target| target) {
            Ok(target) => {
                note_link(path, &item.name, &target, anomalies);
                EntryKind::Symlink { target: DropPath::from_bytes(&target) }
            }
            Err(error) => EntryKind::Unreadable { error: error.to_string() },
        }
    }

    /// A regular file, at once or `postponed`; with `spread`, an archive in it is opened on all threads.
    fn file<'i>(
        &self,
        item: &'i Item,
        id: Oid,
        executable: bool,
        spread: bool,
        book: &mut Book,
        postponed: &mut Vec<&'i Item>,
    ) {
        let path = DropPath::from_bytes(&item.name);
        let mode = Some(if executable { 0o755 } else { 0o644 });
        let limit = self.context.limits.inspect_bytes;
        let sealed = self.pool.with(|store| {
            let size = size_of(store, id)?;
            if size > limit {
                return self.large_file(store, id, size, &path, mode);
            }
            let object = store.read(id).map_err(to_io)?;
            let bytes = object.data();
            let format = recognise(bytes);
            if format.is_some() && !spread && bytes.len() > LARGE_ARCHIVE {
                postponed.push(item);
                return Ok(None);
            }
            let entry = self.context.file(path.clone(), mode, bytes, format);
            match format {
                None => Ok(Some(Sealed { entry, opened: Book::default() })),
                Some(format) => {
                    let opened = self.open(format, &path, spread, bytes);
                    Ok(Some(Sealed { entry, opened }))
                }
            }
        });
        match sealed.and_then(|sealed| sealed) {
            Ok(None) => {}
            Ok(Some(Sealed { entry, opened })) => {
                let as_named = match &entry.kind {
                    EntryKind::File(facts) => facts.git_blob == GitBlobId(bytes_of(id)),
                    _ => true,
                };
                let error = "the content of its git object does not have the object's name".to_owned();
                let kind = if as_named { entry.kind } else { EntryKind::Unreadable { error } };
                book.entries.push(Entry { path: entry.path, mode: entry.mode, kind });
                book.append(opened);
            }
            Err(error) => {
                let kind = EntryKind::Unreadable { error: error.to_string() };
                book.entries.push(Entry { path, mode, kind });
            }
        }
    }

    fn large_file(
        &self,
        store: &git2::Odb<'_>,
        id: Oid,
        size: u64,
        path: &DropPath,
        mode: Option<u32>,
    ) -> io::Result<Option<Sealed>> {
        let most = self.context.limits.inspect_bytes.saturating_mul(PACKED_FACTOR);
        let hashed = with_large(store, id, most, |reader| HashingReader::new(reader, size).finish())?;
        let (entry, anomalies) = match hashed {
            Some((digests, count)) if count == size => {
                (self.context.large_file(path.clone(), mode, size, digests, None, &[]), Vec::new())
            }
            Some(_) => return Err(io::Error::other("its git object does not have the size that it says")),
            None => {
                let limit = format!("a packed git object of {size} bytes cannot be read in pieces");
                let kind = EntryKind::OverLimit { limit: limit.clone() };
                let anomaly = Anomaly { path: path.clone(), kind: AnomalyKind::ArchiveLimitReached, detail: limit };
                (Entry { path: path.clone(), mode, kind }, vec![anomaly])
            }
        };
        Ok(Some(Sealed { entry, opened: Book { entries: Vec::new(), anomalies } }))
    }

    fn open(&self, format: ArchiveFormat, path: &DropPath, spread: bool, bytes: &[u8]) -> Book {
        let archive = Outermost { format, path, drop_root: None, spread };
        seal_archive(self.context, &archive, Stored::Memory(bytes))
    }
}

struct Sealed {
    entry: Entry,
    /// What an archive held.
    opened: Book,
}

fn bytes_of(id: Oid) -> [u8; 20] {
    id.as_bytes().try_into().unwrap_or_default()
}

/// A tree may be made to hold one name twice. A checkout leaves the last.
fn shadow_duplicates(book: &mut Book) {
    book.entries.sort_by(|left, right| left.path.cmp(&right.path));
    let mut before: Option<DropPath> = None;
    for entry in book.entries.iter_mut().rev().filter(|entry| !entry.path.is_member()) {
        if before.as_ref() == Some(&entry.path) {
            if let EntryKind::File(facts) = &mut entry.kind {
                facts.shadowed = true;
            }
            let detail = "the tree holds this name more than once".to_owned();
            let path = entry.path.clone();
            book.anomalies.push(Anomaly { path, kind: AnomalyKind::DuplicateMember, detail });
        }
        before = Some(entry.path.clone());
    }
}
