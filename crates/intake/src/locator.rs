use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use crate::{IntakeError, archive, git, open};

/// A drop, as named on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Locator {
    /// A folder, taken as it stands.
    Folder(PathBuf),
    /// An archive, whose members are the drop.
    Archive(PathBuf),
    /// A git repository, read from its object store.
    Git {
        /// The folder that holds `.git`, or a bare repository.
        repository: PathBuf,
        /// What names the commit: a branch, tag, id or anything else that `git rev-parse` takes.
        revision: String,
    },
}

impl Locator {
    /// Finds out what `argument` names: a folder with `.git` in it or a bare repository is taken at `HEAD`,
    /// `REPOSITORY@REVISION` at that revision, any other folder as it stands, and a file as an archive if its content
    /// is one.
    ///
    /// # Errors
    /// If there is no such thing, if it cannot be read, or if it is not a drop.
    pub fn recognise(argument: &OsStr) -> Result<Self, IntakeError> {
        // The argument itself may be a symlink: the evaluator named it.
        let path = match fs::canonicalize(argument) {
            Ok(path) => path,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return at_revision(argument),
            Err(source) => return Err(IntakeError::Unreadable { path: argument.into(), source }),
        };
        let unreadable = |source| IntakeError::Unreadable { path: path.clone(), source };
        let kind = fs::symlink_metadata(&path).map_err(unreadable)?.file_type();
        if kind.is_dir() {
            if !is_repository(&path) {
                return Ok(Self::Folder(path));
            }
            git::check(&path, "HEAD")?;
            return Ok(Self::Git { repository: path, revision: "HEAD".to_owned() });
        }
        if !kind.is_file() {
            return Err(IntakeError::SpecialFile(path));
        }
        let (mut file, _) = open::open_regular(&path).map_err(unreadable)?;
        let mut head = vec![0; archive::HEAD];
        let count = archive::read_up_to(&mut file, &mut head).map_err(unreadable)?;
        match archive::recognise(head.get(..count).unwrap_or_default()) {
            Some(_) => Ok(Self::Archive(path)),
            None => Err(IntakeError::NotAnArchive(path)),
        }
    }
}

/// `REPOSITORY@REVISION`. Both parts may contain `@`: the longest folder that exists is the repository.
fn at_revision(argument: &OsStr) -> Result<Locator, IntakeError> {
    let bytes = argument.as_bytes();
    let ats = bytes.iter().enumerate().rev().filter(|(_, byte)| **byte == b'@').map(|(at, _)| at);
    for at in ats {
        let (folder, revision) = (bytes.get(..at).unwrap_or_default(), bytes.get(at + 1..).unwrap_or_default());
        let Ok(repository) = fs::canonicalize(OsStr::from_bytes(folder)) else { continue };
        if !repository.is_dir() {
            continue;
        }
        let revision = String::from_utf8(revision.to_vec()).map_err(|_| IntakeError::NoSuchRevision {
            path: repository.clone(),
            revision: OsString::from(OsStr::from_bytes(revision)).to_string_lossy().into_owned(),
            reason: "the name is not valid UTF-8".to_owned(),
        })?;
        git::check(&repository, &revision)?;
        return Ok(Locator::Git { repository, revision });
    }
    Err(IntakeError::Missing(argument.into()))
}

fn is_repository(folder: &Path) -> bool {
    let there = |name: &str| fs::symlink_metadata(folder.join(name));
    let is_bare = || {
        there("HEAD").is_ok_and(|head| head.is_file())
            && there("objects").is_ok_and(|objects| objects.is_dir())
            && there("refs").is_ok_and(|refs| refs.is_dir())
    };
    there(".git").is_ok() || is_bare()
}
