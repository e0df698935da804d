//! Laying a drop out in a folder, for a build. The drop decides every name and every link that is written here.

mod from_archive;
mod from_folder;
mod from_git;
mod target;

use std::path::Path;

use banbury_evidence::DropPath;

use crate::{IntakeError, Limits, Locator};
use target::Target;

/// Writes the drop's own files, folders and symlinks into the empty folder `target`, with their modes (without setuid,
/// setgid and sticky; files are at least readable and writable to the owner, and folders searchable). Archives inside
/// the drop stay archives; FIFOs, sockets and devices are not made.
///
/// Nothing is written outside `target`: entries whose names are absolute or hold `..`, and entries that would come to
/// stand behind a symlink, are passed over; the manifest has an anomaly for each of them. `leave_out` is asked for
/// each path; if it says so of a folder, everything in it is left out too.
///
/// # Errors
/// If the drop cannot be read, `target` is not empty, or something cannot be written.
pub fn lay_out(
    locator: &Locator,
    limits: &Limits,
    target: &Path,
    leave_out: &dyn Fn(&DropPath) -> bool,
) -> Result<(), IntakeError> {
    let mut target = Target::open(target, leave_out)?;
    match locator {
        Locator::Folder(root) => from_folder::lay_out(root, &mut target)?,
        Locator::Archive(path) => from_archive::lay_out(path, limits, &mut target)?,
        Locator::Git { repository, revision } => from_git::lay_out(repository, revision, limits, &mut target)?,
    }
    target.finish()
}
