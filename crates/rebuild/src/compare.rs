//! Two files, or two trees: equal or not, and if not, where. Everything is read in a stream, so that memory does not
//! grow with the size of an artefact.

mod bytes;
mod differences;
mod layout;
mod metered;
mod parts;
mod tar_members;
mod tree;

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::FileExt;
use std::path::Path;

use banbury_evidence::{Artefact, Cause, Comparison, DropPath, Verdict};
use rustix::fs::FileType;

use crate::RebuildError;
use differences::Differences;

/// Compares two files by their content, or two trees by names, kinds, permission bits, link targets and content.
///
/// # Errors
///
/// When a side cannot be read, or the two are of different kinds. What cannot be read below a folder is
/// `inconclusive`.
pub fn compare(shipped: &Path, rebuilt: &Path) -> Result<Comparison, RebuildError> {
    let (left_kind, right_kind) = (kind_of(shipped)?, kind_of(rebuilt)?);
    match (left_kind, right_kind) {
        (FileType::Directory, FileType::Directory) => {
            Ok(Comparison { artefacts: tree::compare(shipped, rebuilt), build: Vec::new() })
        }
        (FileType::RegularFile, FileType::RegularFile) => {
            let theirs = File::open(shipped).map_err(RebuildError::unreadable(shipped))?;
            let ours = File::open(rebuilt).map_err(RebuildError::unreadable(rebuilt))?;
            let name = shipped.file_name().unwrap_or(shipped.as_os_str());
            let path = DropPath::from_bytes(name.as_bytes());
            Ok(Comparison { artefacts: vec![compare_files(path.as_str(), &theirs, &ours)], build: Vec::new() })
        }
        _ => Err(RebuildError::DifferentKinds {
            left: shipped.to_owned(),
            left_kind: name_of(left_kind),
            right: rebuilt.to_owned(),
            right_kind: name_of(right_kind),
        }),
    }
}

fn kind_of(path: &Path) -> Result<FileType, RebuildError> {
    use std::os::unix::fs::MetadataExt;
    let kind = FileType::from_raw_mode(fs::metadata(path).map_err(RebuildError::unreadable(path))?.mode());
    match kind {
        FileType::Directory | FileType::RegularFile => Ok(kind),
        _ => Err(RebuildError::NotComparable { path: path.to_owned(), kind: name_of(kind) }),
    }
}

fn name_of(kind: FileType) -> &'static str {
    match kind {
        FileType::RegularFile => "file",
        FileType::Directory => "folder",
        FileType::Symlink => "symbolic link",
        FileType::Fifo => "FIFO",
        FileType::Socket => "socket",
        FileType::CharacterDevice => "character device",
        FileType::BlockDevice => "block device",
        FileType::Unknown => "thing of an unknown kind",
    }
}

/// The verdict on the content of two files.
pub(crate) fn compare_files(path: &str, shipped: &File, rebuilt: &File) -> Artefact {
    match differences(shipped, rebuilt) {
        Ok(None) => artefact(path, Verdict::Identical, Vec::new()),
        Ok(Some(found)) => {
            Artefact { differs: found.into_list(), ..artefact(path, Verdict::DiffersUnexplained, Vec::new()) }
        }
        Err(error) => {
            let cause = Cause { kind: "unreadable".to_owned(), confirmed: true, detail: error.to_string() };
            artefact(path, Verdict::Inconclusive, vec![cause])
        }
    }
}

/// An artefact of which there is no more to say.
pub(crate) fn artefact(path: &str, verdict: Verdict, causes: Vec<Cause>) -> Artefact {
    Artefact { path: path.to_owned(), verdict, causes, masked: Vec::new(), differs: Vec::new() }
}

/// None if the two are equal byte for byte.
fn differences(shipped: &File, rebuilt: &File) -> io::Result<Option<Differences>> {
    let Some(difference) = bytes::compare(&mut Cursor::from_start(shipped), &mut Cursor::from_start(rebuilt))? else {
        return Ok(None);
    };
    let mut found = Differences::default();
    if !layout::describe(shipped, rebuilt, &mut found)? && !tar_members::describe(shipped, rebuilt, &mut found) {
        difference.describe(&mut found);
    }
    Ok(Some(found))
}

/// Reads a file from an offset on without moving a cursor that others may share.
struct Cursor<'a> {
    file: &'a File,
    offset: u64,
}

impl<'a> Cursor<'a> {
    fn from_start(file: &'a File) -> Self {
        Self { file, offset: 0 }
    }
}

impl Read for Cursor<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.file.read_at(buffer, self.offset)?;
        self.offset += length as u64;
        Ok(length)
    }
}
