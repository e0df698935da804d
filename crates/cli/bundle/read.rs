use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::{Context, Result, bail};
use banbury_evidence::{Digest, Inspection};
use banbury_report::{READ_BACK, read_bundle};
use rustix::fs::OFlags;

use super::listed;
use crate::casebook;

/// The inspection that a bundle tells of. Who signed it is not asked here, but whether its files are those that it lists.
pub fn read(bundle: &Path) -> Result<Inspection> {
    let Some(listed) = listed(bundle) else {
        bail!("{} is no bundle: it has no SHA256SUMS that lists a manifest and a statement", bundle.display());
    };
    let mut files = BTreeMap::new();
    for name in READ_BACK {
        if let Some(bytes) = read_listed(bundle, &listed, name)? {
            files.insert(name.to_owned(), bytes);
        }
    }
    let failed = || format!("{} cannot be read as a bundle", bundle.display());
    let mut inspection = read_bundle(files).with_context(failed)?;
    casebook::interpret(&mut inspection).with_context(failed)?;
    Ok(inspection)
}

/// One more file of a bundle, if it is there and the one that the bundle lists.
pub fn file(bundle: &Path, name: &str) -> Result<Option<Vec<u8>>> {
    read_listed(bundle, &listed(bundle).unwrap_or_default(), name)
}

fn read_listed(bundle: &Path, listed: &BTreeMap<String, String>, name: &str) -> Result<Option<Vec<u8>>> {
    let path = bundle.join(name);
    match (read_file(&path), listed.get(name)) {
        (Ok(bytes), Some(digest)) if *digest == Digest::of(&bytes).to_string() => Ok(Some(bytes)),
        (Ok(_), Some(_)) => {
            bail!("{} was changed after the bundle was made: SHA256SUMS has another digest", path.display())
        }
        (Ok(_), None) => {
            bail!("{} was added after the bundle was made: SHA256SUMS does not list it", path.display())
        }
        (Err(error), None) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        (Err(error), _) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}

/// A regular file alone, and no link to one: a bundle may be anybody's.
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
    let mut file = OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Copies what a bundle holds beside its views and its seal, such as decisions, from `old` to `new`.
pub(super) fn carry_over(old: &Path, new: &Path, is_renewed: impl Fn(&str) -> bool) -> Result<()> {
    for entry in fs::read_dir(old).with_context(|| format!("{} cannot be read", old.display()))? {
        let entry = entry.with_context(|| format!("{} cannot be read", old.display()))?;
        let name = entry.file_name();
        if name.to_str().is_some_and(&is_renewed) {
            continue;
        }
        if !entry.file_type()?.is_file() {
            bail!("{} is no file that a bundle holds; move it elsewhere", entry.path().display());
        }
        let copied = read_file(&entry.path()).with_context(|| format!("{} cannot be read", entry.path().display()))?;
        super::write_synced(&new.join(&name), &copied)?;
    }
    Ok(())
}
