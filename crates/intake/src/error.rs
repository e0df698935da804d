use std::io;
use std::path::PathBuf;

use banbury_evidence::DropPath;

/// Why a drop could not be taken in at all. What is wrong *inside* a drop is an entry or anomaly of its manifest.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum IntakeError {
    #[error("there is no drop at {0}: name a folder, an archive, a git repository or REPOSITORY@REVISION")]
    Missing(PathBuf),
    #[error("the drop {path} cannot be read: {source}")]
    Unreadable { path: PathBuf, source: io::Error },
    #[error(
        "{0} is a file but not an archive that can be opened (tar, zip, ar, cpio, or anything packed by gzip, bzip2, xz or zstd): \
         name the folder that holds it instead"
    )]
    NotAnArchive(PathBuf),
    #[error("{0} is neither a folder nor a regular file: a drop is a folder, an archive or a git repository")]
    SpecialFile(PathBuf),
    #[error(
        "the git repository {path} cannot be read: {reason}. To take the files as they stand, remove or rename its `.git`, \
         or name another folder"
    )]
    BrokenRepository { path: PathBuf, reason: String },
    #[error(
        "the git repository {0} has no commit yet: commit the drop, or remove its `.git` to take the files as they stand, \
         or name another folder"
    )]
    NoCommit(PathBuf),
    #[error(
        "the git repository {0} uses SHA-256 object names, which this program cannot read: check it out with git \
         and name the folder without its `.git`"
    )]
    Sha256Repository(PathBuf),
    #[error(
        "the git repository {path} has no commit `{revision}`: {reason}. `git -C REPOSITORY log` shows what there is"
    )]
    NoSuchRevision { path: PathBuf, revision: String, reason: String },
    #[error(
        "the drop changed while it was inspected: {path} is not what was sealed ({what}). \
         See that nothing writes to the drop, and inspect it again"
    )]
    Changed { path: DropPath, what: String },
    #[error("{path} cannot be written: {source}")]
    Unwritable { path: PathBuf, source: io::Error },
    #[error("the folder {0} is not empty: name an empty one to lay the drop out in")]
    TargetNotEmpty(PathBuf),
}
