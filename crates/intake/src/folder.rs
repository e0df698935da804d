use std::fs::Metadata;
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use banbury_evidence::{Anomaly, AnomalyKind, ArchiveFormat, DropPath, Entry, EntryKind};
use walkdir::{DirEntry, WalkDir};

use crate::IntakeError;
use crate::archive::{HEAD, Outermost, Stored, recognise, seal_archive};
use crate::content::HashingReader;
use crate::open::open_regular;
use crate::path::{note_link, note_name, note_special};
use crate::seal::{Book, Context};

/// Entries that one task takes.
const BATCH: usize = 64;
/// Archives larger than this, in bytes, wait until all other files are done, and then have all threads to themselves.
pub(crate) const LARGE_ARCHIVE: u64 = 256 << 10;

/// Seals a folder as it stands: hidden and ignored files too, and no link is followed.
pub(crate) fn seal_folder(root: &Path, context: &Context) -> Result<Book, IntakeError> {
    let found = Mutex::new(Found::default());
    let folder = Folder { root, context };
    let walked = rayon::scope(|scope| {
        let mut batch = Vec::with_capacity(BATCH);
        let take = |batch: Vec<walkdir::Result<DirEntry>>| {
            let (found, folder) = (&found, &folder);
            scope.spawn(move |_| {
                let part = folder.batch(batch);
                found.lock().unwrap_or_else(PoisonError::into_inner).append(part);
            });
        };
        for entry in WalkDir::new(root).min_depth(1).follow_links(false) {
            if let Err(error) = &entry
                && error.depth() == 0
            {
                let source = error.io_error().map_or(io::ErrorKind::Other, io::Error::kind).into();
                return Err(IntakeError::Unreadable { path: root.to_owned(), source });
            }
            batch.push(entry);
            if batch.len() == BATCH {
                take(std::mem::replace(&mut batch, Vec::with_capacity(BATCH)));
            }
        }
        take(batch);
        Ok(())
    });
    walked?;
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.postponed.sort();
    for path in std::mem::take(&mut found.postponed) {
        folder.file(&path, &mut found, Archives::Spread);
    }
    Ok(found.into_book())
}

#[derive(Default)]
struct Found {
    book: Book,
    /// Device, inode and path of files that have more than one name.
    linked: Vec<(u64, u64, DropPath)>,
    /// Large archives.
    postponed: Vec<PathBuf>,
}

impl Found {
    fn append(&mut self, mut other: Self) {
        self.book.append(other.book);
        self.linked.append(&mut other.linked);
        self.postponed.append(&mut other.postponed);
    }

    fn into_book(self) -> Book {
        let Self { book: Book { mut entries, anomalies }, mut linked, .. } = self;
        entries.sort_by(|left, right| left.path.cmp(&right.path));
        // A folder that cannot be listed comes up twice: when it is found, and when it is to be listed.
        entries.dedup_by(|later, earlier| {
            let pair = later.path == earlier.path && !later.path.is_member();
            if pair && matches!(later.kind, EntryKind::Unreadable { .. }) {
                std::mem::swap(&mut later.kind, &mut earlier.kind);
            }
            pair
        });
        linked.sort();
        for names in linked.chunk_by(|left, right| (left.0, left.1) == (right.0, right.1)) {
            let Some(((_, _, first), others)) = names.split_first() else { continue };
            for (_, _, other) in others {
                let found = entries.binary_search_by(|entry| entry.path.cmp(other)).ok();
                if let Some(EntryKind::File(facts)) =
                    found.and_then(|at| entries.get_mut(at)).map(|entry| &mut entry.kind)
                {
                    facts.hard_link_of = Some(first.clone());
                }
            }
        }
        Book { entries, anomalies }
    }
}

/// What to do with archives.
#[derive(Clone, Copy, PartialEq)]
enum Archives {
    /// Open small ones, postpone large ones.
    PostponeLarge,
    /// Open them, on all threads.
    Spread,
}

struct Folder<'a> {
    root: &'a Path,
    context: &'a Context<'a>,
}

thread_local! {
    /// Kept from file to file, so that no file needs a fresh one.
    static BUFFER: std::cell::Cell<Vec<u8>> = const { std::cell::Cell::new(Vec::new()) };
}

impl Folder<'_> {
    fn batch(&self, batch: Vec<walkdir::Result<DirEntry>>) -> Found {
        let mut found = Found::default();
        for entry in batch {
            match entry {
                Ok(entry) if entry.file_type().is_file() => {
                    self.file(entry.path(), &mut found, Archives::PostponeLarge)
                }
                Ok(entry) => self.other(&entry, &mut found),
                Err(error) => {
                    let path = error.path().unwrap_or(self.root).to_owned();
                    let text = error.io_error().map_or_else(|| error.to_string(), io::Error::to_string);
                    self.unreadable(&path, text, &mut found);
                }
            }
        }
        found
    }

    fn relative<'p>(&self, path: &'p Path) -> &'p [u8] {
        path.strip_prefix(self.root).unwrap_or(path).as_os_str().as_bytes()
    }

    fn unreadable(&self, path: &Path, error: String, found: &mut Found) {
        let path = DropPath::from_bytes(self.relative(path));
        found.book.entries.push(Entry { path, mode: None, kind: EntryKind::Unreadable { error } });
    }

    /// Whatever is not a regular file: it is looked at, but not opened.
    fn other(&self, entry: &DirEntry, found: &mut Found) {
        let name = self.relative(entry.path());
        let path = DropPath::from_bytes(name);
        let anomalies = &mut found.book.anomalies;
        note_name(&path, last_component(name), anomalies);
        let metadata = match entry.metadata() {
            Ok(metadata) => metadata,
            Err(error) => {
                let text = error.io_error().map_or_else(|| error.to_string(), io::Error::to_string);
                return self.unreadable(entry.path(), text, found);
            }
        };
        let kind = match self.kind(entry.path(), name, &path, &metadata, anomalies) {
            Ok(kind) => kind,
            Err(error) => EntryKind::Unreadable { error: error.to_string() },
        };
        found.book.entries.push(Entry { path, mode: Some(metadata.mode() & 0o7777), kind });
    }

    fn kind(
        &self,
        on_disk: &Path,
        name: &[u8],
        path: &DropPath,
        metadata: &Metadata,
        anomalies: &mut Vec<Anomaly>,
    ) -> io::Result<EntryKind> {
        let kind = metadata.file_type();
        let device = metadata.rdev();
        let (major, minor) = (rustix::fs::major(device), rustix::fs::minor(device));
        Ok(if kind.is_dir() {
            EntryKind::Directory
        } else if kind.is_symlink() {
            let target = std::fs::read_link(on_disk)?;
            let target = target.as_os_str().as_bytes();
            note_link(path, name, target, anomalies);
            EntryKind::Symlink { target: DropPath::from_bytes(target) }
        } else if kind.is_fifo() {
            note_special(path, "a FIFO", anomalies);
            EntryKind::Fifo
        } else if kind.is_socket() {
            note_special(path, "a socket", anomalies);
            EntryKind::Socket
        } else if kind.is_char_device() {
            note_special(path, "a character device", anomalies);
            EntryKind::CharDevice { major, minor }
        } else if kind.is_block_device() {
            note_special(path, "a block device", anomalies);
            EntryKind::BlockDevice { major, minor }
        } else {
            return Err(io::Error::other("it changed into something else while the folder was read"));
        })
    }

    /// A regular file: opened once, read once.
    fn file(&self, on_disk: &Path, found: &mut Found, archives: Archives) {
        let mut buffer = BUFFER.take();
        if let Err(error) = self.read_file(on_disk, &mut buffer, found, archives) {
            self.unreadable(on_disk, error.to_string(), found);
        }
        BUFFER.set(buffer);
    }

    fn read_file(&self, on_disk: &Path, buffer: &mut Vec<u8>, found: &mut Found, archives: Archives) -> io::Result<()> {
        let (mut file, metadata) = open_regular(on_disk)?;
        let size = metadata.len();
        let name = self.relative(on_disk);
        let path = DropPath::from_bytes(name);
        let mode = Some(metadata.mode() & 0o7777);
        let whole = size <= self.context.limits.inspect_bytes;
        buffer.clear();
        let wanted = if whole { size.saturating_add(1) } else { HEAD as u64 };
        buffer.reserve(wanted as usize);
        (&mut file).take(wanted).read_to_end(buffer)?;
        if whole && buffer.len() as u64 != size {
            return Err(io::Error::other("its size changed while it was read"));
        }
        let format = recognise(buffer);
        if format.is_some() && archives == Archives::PostponeLarge && size > LARGE_ARCHIVE {
            found.postponed.push(on_disk.to_owned());
            return Ok(());
        }
        let entry = if whole {
            self.context.file(path.clone(), mode, buffer, format)
        } else {
            let mut rest = (&buffer[..]).chain(&file);
            let (digests, count) = HashingReader::new(&mut rest, size).finish()?;
            if count != size || changed(&metadata, &file.metadata()?) {
                return Err(io::Error::other("its size changed while it was read"));
            }
            self.context.large_file(path.clone(), mode, size, digests, format, buffer)
        };
        note_name(&path, last_component(name), &mut found.book.anomalies);
        if metadata.nlink() > 1 {
            found.linked.push((metadata.dev(), metadata.ino(), path.clone()));
        }
        found.book.entries.push(entry);
        if let Some(format) = format {
            let stored = if whole { Stored::Memory(buffer) } else { Stored::File { file: &file, size } };
            self.open(format, &path, archives, stored, found);
            if !whole && changed(&metadata, &file.metadata()?) {
                let detail = "it changed while it was read".to_owned();
                found.book.anomalies.push(Anomaly { path, kind: AnomalyKind::DamagedArchive, detail });
            }
        }
        Ok(())
    }

    fn open(&self, format: ArchiveFormat, path: &DropPath, archives: Archives, stored: Stored, found: &mut Found) {
        let archive = Outermost { format, path, drop_root: None, spread: archives == Archives::Spread };
        found.book.append(seal_archive(self.context, &archive, stored));
    }
}

fn changed(before: &Metadata, after: &Metadata) -> bool {
    let facts = |metadata: &Metadata| {
        (metadata.len(), metadata.mtime(), metadata.mtime_nsec(), metadata.ctime(), metadata.ctime_nsec())
    };
    facts(before) != facts(after)
}

fn last_component(name: &[u8]) -> &[u8] {
    name.rsplit(|byte| *byte == b'/').next().unwrap_or(name)
}
