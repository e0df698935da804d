use std::fs::File;
use std::io;
use std::path::Path;

use banbury_evidence::{ArchiveFormat, Container, DropPath};

use super::budget::Budget;
use super::format::{HEAD, recognise};
use super::member::{Receiver, read_up_to};
use super::reader::{Reading, read_members};
use super::root::find_root;
use super::sealer::{Outermost, seal_archive};
use super::source::{Source, Stored};
use crate::content::HashingReader;
use crate::open::open_regular;
use crate::seal::{Book, Context};
use crate::{IntakeError, Limits};

/// The archive that is the drop.
pub(crate) struct OpenDrop {
    file: File,
    size: u64,
    format: ArchiveFormat,
    /// Its file name, of which the content of a compressed file takes its name.
    name: DropPath,
    /// The top folder that all members share, or empty.
    pub(crate) root: Vec<u8>,
}

impl OpenDrop {
    /// Opens the archive and finds out its root.
    ///
    /// # Errors
    /// If it cannot be opened, or is no archive.
    pub(crate) fn open(path: &Path, limits: &Limits) -> Result<Self, IntakeError> {
        use std::os::unix::ffi::OsStrExt;
        let unreadable = |source| IntakeError::Unreadable { path: path.to_owned(), source };
        let (mut file, metadata) = open_regular(path).map_err(unreadable)?;
        let mut head = vec![0; HEAD];
        let count = read_up_to(&mut file, &mut head).map_err(unreadable)?;
        let format = recognise(head.get(..count).unwrap_or_default());
        let format = format.ok_or_else(|| IntakeError::NotAnArchive(path.to_owned()))?;
        let name = DropPath::from_bytes(path.file_name().unwrap_or_default().as_bytes());
        let mut drop = Self { file, size: metadata.len(), format, name, root: Vec::new() };
        let budget = Budget::for_drop(drop.size, limits);
        drop.root = find_root(&drop.reading(limits), Source::Stored(drop.stored()), &budget);
        Ok(drop)
    }

    /// Gives its own members to `receiver`, without opening archives inside it.
    ///
    /// # Errors
    /// Damage, a limit, or what `receiver` gives.
    pub(crate) fn members(&self, limits: &Limits, receiver: &mut dyn Receiver) -> io::Result<()> {
        let budget = Budget::for_drop(self.size, limits);
        read_members(&self.reading(limits), Source::Stored(self.stored()), &budget, receiver).map(|_| ())
    }

    fn stored(&self) -> Stored<'_> {
        Stored::File { file: &self.file, size: self.size }
    }

    fn reading(&self, limits: &Limits) -> Reading<'_> {
        Reading { format: self.format, path: &self.name, inspect_bytes: limits.inspect_bytes }
    }
}

/// Seals an archive whose members are the drop.
pub(crate) fn seal_drop(path: &Path, context: &Context) -> Result<(Container, Book), IntakeError> {
    let drop = OpenDrop::open(path, context.limits)?;
    let unreadable = |source| IntakeError::Unreadable { path: path.to_owned(), source };
    let mut whole = Source::Stored(drop.stored()).reader();
    let (digests, size) = HashingReader::new(&mut whole, drop.size).finish().map_err(unreadable)?;
    // What is odd about the archive as such is noted under its own name.
    let archive = Outermost { format: drop.format, path: &drop.name, drop_root: Some(&drop.root), spread: true };
    let book = seal_archive(context, &archive, drop.stored());
    let root = DropPath::from_bytes(&drop.root).as_str().to_owned();
    Ok((Container { sha256: digests.sha256, size, format: drop.format, root }, book))
}
