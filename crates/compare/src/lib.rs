//! Two artefacts, or two trees of them: equal or not, and if not, where and perhaps why.
//!
//! Cheapest first: bytes, then the members of containers, and so on inwards, then sections and functions. Contents are
//! read in a stream or in stretches, so that memory does not grow with the size of an artefact. Both sides are hostile.
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
mod metered;
mod moment;
mod signature;
mod text;
mod tree;

use std::fs::{self, File};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use banbury_evidence::{Artefact, Cause, Comparison, DropPath, Verdict};
use rustix::fs::FileType;

use budget::Budget;
use comparer::Comparer;
use content::Content;
use fault::Fault;

pub use causes::{CauseKind, Clue};
pub use error::CompareError;
pub use signature::{KeyError, PublicKey, check_signature};

/// Compares two files by their content, or two trees by names, kinds, permission bits, link targets and content.
///
/// # Errors
///
/// When a side cannot be read, or the two are of different kinds. What cannot be read below a folder is
/// `inconclusive`.
pub fn compare(shipped: &Path, rebuilt: &Path) -> Result<Comparison, CompareError> {
    let (left_kind, right_kind) = (kind_of(shipped)?, kind_of(rebuilt)?);
    let artefacts = match (left_kind, right_kind) {
        (FileType::Directory, FileType::Directory) => tree::compare(shipped, rebuilt),
        (FileType::RegularFile, FileType::RegularFile) => {
            let theirs = File::open(shipped).map_err(CompareError::unreadable(shipped))?;
            let ours = File::open(rebuilt).map_err(CompareError::unreadable(rebuilt))?;
            let name = shipped.file_name().unwrap_or(shipped.as_os_str());
            let path = DropPath::from_bytes(name.as_bytes());
            vec![compare_files(path.as_str(), &theirs, &ours).0]
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

/// The verdict on the content of two files, under the name `path`; and what the differences tell of their causes.
pub fn compare_files(path: &str, shipped: &File, rebuilt: &File) -> (Artefact, Vec<Clue>) {
    match Content::of_file(shipped).and_then(|theirs| Ok((theirs, Content::of_file(rebuilt)?))) {
        Ok((theirs, ours)) => compare_contents(path, &theirs, &ours, None),
        Err(error) => (artefact(path, Verdict::Inconclusive, vec![unreadable(&error)]), Vec::new()),
    }
}

/// As [`compare_files`], where a signature begins `signature_at` bytes into the shipped file, and goes on to its end: on
/// the word of who declares it. Where the rebuilt file goes on too, it must hold the same signature, or room for one.
pub fn compare_signed(path: &str, shipped: &File, rebuilt: &File, signature_at: u64) -> (Artefact, Vec<Clue>) {
    match Content::of_file(shipped).and_then(|theirs| Ok((theirs, Content::of_file(rebuilt)?))) {
        Ok((theirs, _)) if theirs.length() < signature_at => {
            let detail =
                format!("it ends {} bytes before its signature is declared to begin", signature_at - theirs.length());
            let cause = Cause { kind: "shipped-unusable".to_owned(), confirmed: true, detail };
            (artefact(path, Verdict::Inconclusive, vec![cause]), Vec::new())
        }
        Ok((theirs, ours)) => compare_contents(path, &theirs, &ours, Some(signature_at)),
        Err(error) => (artefact(path, Verdict::Inconclusive, vec![unreadable(&error)]), Vec::new()),
    }
}

/// As [`compare_files`], of two contents that the caller has in memory.
pub fn compare_bytes(path: &str, shipped: &[u8], rebuilt: &[u8]) -> (Artefact, Vec<Clue>) {
    compare_contents(path, &Content::of_bytes(shipped.to_owned()), &Content::of_bytes(rebuilt.to_owned()), None)
}

fn compare_contents(path: &str, theirs: &Content, ours: &Content, signature_at: Option<u64>) -> (Artefact, Vec<Clue>) {
    let mut comparer = Comparer::new(Budget::of(theirs.length().saturating_add(ours.length())));
    let end = match signature_at {
        Some(at) => comparer.declared(theirs, ours, at),
        None => comparer.contents(theirs, ours),
    };
    let (mut found, later) = comparer.into_found();
    let settled = later.settle(&mut found);
    match end.and_then(|()| Ok(settled?)) {
        Ok(()) if found.amount() == 0 => return (artefact(path, Verdict::Identical, Vec::new()), Vec::new()),
        Ok(()) => {}
        Err(Fault::Unreadable(error)) => found.cut_short("unreadable", error.to_string()),
        Err(fault) => found.cut_short("limit-reached", fault.to_string()),
    }
    found.judge(path)
}

/// An artefact of which there is no more to say.
pub fn artefact(path: &str, verdict: Verdict, causes: Vec<Cause>) -> Artefact {
    Artefact { path: path.to_owned(), verdict, causes, masked: Vec::new(), differs: Vec::new(), signature: None }
}

fn unreadable(error: &std::io::Error) -> Cause {
    Cause { kind: "unreadable".to_owned(), confirmed: true, detail: error.to_string() }
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
