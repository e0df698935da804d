use std::fs::{self, DirBuilder};
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::interrupt::Unfinished;

/// How the names of packs end.
pub const SUFFIX: &str = ".pack";

/// Makes the folder if there is none, and refuses one that somebody else could put answers into: they would be believed.
pub fn claim(folder: &Path) -> Result<()> {
    let failed = || format!("the cache folder {} cannot be used", folder.display());
    if !folder.exists() {
        DirBuilder::new().mode(0o700).create(folder).with_context(failed)?;
    }
    let metadata = fs::metadata(folder).with_context(failed)?;
    if !metadata.is_dir() {
        bail!("the cache {} is no folder", folder.display());
    }
    if metadata.uid() != rustix::process::geteuid().as_raw() {
        bail!("the cache folder {} belongs to another user, whose answers are not believed", folder.display());
    }
    if metadata.mode() & 0o022 != 0 {
        bail!(
            "the cache folder {} can be written by others (mode {:04o}), whose answers are not believed: `chmod go-w` it, \
             after you have emptied it",
            folder.display(),
            metadata.mode() & 0o7777
        );
    }
    Ok(())
}

/// The packs in the folder whose names begin so, in order.
pub fn packs(folder: &Path, prefix: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let failed = || format!("the cache folder {} cannot be read", folder.display());
    for entry in fs::read_dir(folder).with_context(failed)? {
        let entry = entry.with_context(failed)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(prefix) && name.ends_with(SUFFIX) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}

/// A folder inside it for what is not whole yet.
pub fn scratch(folder: &Path) -> Result<Unfinished> {
    let scratch = tempfile::Builder::new().prefix(".unfinished-").tempdir_in(folder);
    let scratch = scratch.with_context(|| format!("the cache folder {} cannot be written", folder.display()))?;
    Ok(Unfinished::new(scratch.keep()))
}
