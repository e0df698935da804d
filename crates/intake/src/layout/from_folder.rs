use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use walkdir::WalkDir;

use super::target::Target;
use crate::IntakeError;
use crate::open::open_regular;

/// What cannot be read is not written: the manifest names it.
pub(super) fn lay_out(root: &Path, target: &mut Target) -> Result<(), IntakeError> {
    for entry in WalkDir::new(root).min_depth(1).follow_links(false).into_iter().flatten() {
        let name = entry.path().strip_prefix(root).unwrap_or(entry.path()).as_os_str().as_bytes();
        if !target.wants(name) {
            continue;
        }
        let kind = entry.file_type();
        if kind.is_dir() {
            target.folder(name, entry.metadata().ok().map(|metadata| metadata.mode()))?;
        } else if kind.is_symlink() {
            if let Ok(to) = std::fs::read_link(entry.path()) {
                target.symlink(name, to.as_os_str().as_bytes());
            }
        } else if kind.is_file()
            && let Ok((mut file, metadata)) = open_regular(entry.path())
        {
            target.file(name, Some(metadata.mode()), &mut file)?;
        }
    }
    Ok(())
}
