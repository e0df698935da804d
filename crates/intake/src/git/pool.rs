use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use git2::{ObjectType, Odb, Oid, Repository};

use super::repository::{fault, open_handle};

/// Handles on one repository, of which each thread takes one at a time.
pub(crate) struct Pool {
    folder: PathBuf,
    idle: Mutex<Vec<Repository>>,
}

impl Pool {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self { folder, idle: Mutex::default() }
    }

    /// Runs `work` with a handle that no other thread uses.
    pub(crate) fn with_repository<T>(&self, work: impl FnOnce(&Repository) -> T) -> io::Result<T> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let handle = idle.map_or_else(|| open_handle(&self.folder), Ok).map_err(to_io)?;
        let result = work(&handle);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(handle);
        Ok(result)
    }

    /// The same with the object store of the handle.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&Odb<'_>) -> T) -> io::Result<T> {
        self.with_repository(|repository| Ok(work(&repository.odb().map_err(to_io)?)))?
    }
}

/// The size of a blob in bytes.
pub(crate) fn size_of(store: &Odb<'_>, id: Oid) -> io::Result<u64> {
    match store.read_header(id).map_err(to_io)? {
        (size, ObjectType::Blob) => Ok(size as u64),
        (_, kind) => Err(io::Error::other(format!("its git object is a {}, not a blob", kind.str()))),
    }
}

/// A blob that is too large to be shown. libgit2 can read it in pieces only if it is not in a pack; from a pack it is
/// read whole, if it has at most `most` bytes.
pub(crate) fn with_large<T>(
    store: &Odb<'_>,
    id: Oid,
    most: u64,
    work: impl FnOnce(&mut dyn Read) -> io::Result<T>,
) -> io::Result<Option<T>> {
    if let Ok((mut reader, _, _)) = store.reader(id) {
        return work(&mut reader).map(Some);
    }
    if size_of(store, id)? > most {
        return Ok(None);
    }
    let object = store.read(id).map_err(to_io)?;
    work(&mut object.data()).map(Some)
}

pub(crate) fn to_io(error: git2::Error) -> io::Error {
    io::Error::other(fault(&error))
}
