//! Two artefacts, or two trees of them: equal or not, and if not, where and perhaps why.
//!
//! Cheapest first: bytes, then the members of containers, and so on inwards, then sections and functions. Contents are
//! read in a stream or in stretches, so that memory does not grow with the size of an artefact. Both sides are hostile:
//! whether they are the same is found out here; what goes further into them is left to a [`Looker`], which may do it in
//! a process of its own.
//!
//! This crate must not know how an artefact was made: no recipe, no sandbox, no rules, no reports. It starts no
//! programs.

mod appended;
mod budget;
mod bytes;
mod causes;
mod clues;
mod comparer;
mod container;
mod content;
mod der;
mod derived;
mod elf;
mod error;
mod fault;
mod format;
mod found;
mod hex;
mod leaf;
mod lines;
mod look;
mod metered;
mod moment;
mod scratch;
mod signature;
mod text;
mod tree;

use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use banbury_evidence::{Artefact, Cause, Comparison, DropPath, Verdict};
use rustix::fs::FileType;

pub use causes::{CauseKind, Clue};
pub use error::CompareError;
pub use look::{InThisProcess, Look, Looker, compare_bytes, compare_files, look};
pub use signature::{KeyError, PublicKey, check_signature};

/// Compares two files by their content, or two trees by names, kinds, permission bits, link targets and content.
///
/// # Errors
///
/// When a side cannot be read, or the two are of different kinds. What cannot be read below a folder is
/// `inconclusive`.
pub fn compare(shipped: &Path, rebuilt: &Path, looker: &dyn Looker) -> Result<Comparison, CompareError> {
    let (left_kind, right_kind) = (kind_of(shipped)?, kind_of(rebuilt)?);
    let artefacts = match (left_kind, right_kind) {
        (FileType::Directory, FileType::Directory) => tree::compare(shipped, rebuilt, looker),
        (FileType::RegularFile, FileType::RegularFile) => {
            let theirs = File::open(shipped).map_err(CompareError::unreadable(shipped))?;
            let ours = File::open(rebuilt).map_err(CompareError::unreadable(rebuilt))?;
            let name = shipped.file_name().unwrap_or(shipped.as_os_str());
            let path = DropPath::from_bytes(name.as_bytes());
            vec![compare_files(path.as_str(), &theirs, &ours, None, looker).0]
        }
        _ => {
            return Err(CompareError::DifferentKinds {
                left: shipped.to_owned(),
                left_kind: name_of(left_kind),
                right: rebuilt.to_owned(),
                right_kind: name_of(right_kind),
            });
        }
    };
    Ok(Comparison { artefacts, ..Comparison::default() })
}

/// An artefact of which there is no more to say.
pub fn artefact(path: &str, verdict: Verdict, causes: Vec<Cause>) -> Artefact {
    Artefact { path: path.to_owned(), verdict, causes, masked: Vec::new(), differs: Vec::new(), signature: None }
}

fn kind_of(path: &Path) -> Result<FileType, CompareError> {
    use std::os::unix::fs::MetadataExt;
    let kind = FileType::from_raw_mode(fs::metadata(path).map_err(CompareError::unreadable(path))?.mode());
    match kind {
        FileType::Directory | FileType::RegularFile => Ok(kind),
        _ => Err(CompareError::NotComparable { path: path.to_owned(), kind: name_of(kind) }),
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
