use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Context, Result, bail};
use banbury_attest::open_regular;
use banbury_evidence::wire::{ResourceDescriptor, Statement};
use banbury_evidence::{Digest, Inspection, json};
use banbury_report::{READ_BACK, read_bundle};

use super::listed;
use crate::casebook;

/// The longest file of a bundle that is read, in bytes.
const LONGEST: u64 = 4 << 30;

/// The inspection that a bundle tells of. Who signed it is not asked here, but whether its files are those that it lists.
pub fn read(bundle: &Path) -> Result<Inspection> {
    let Some(listed) = listed(bundle) else {
        bail!("{} is no bundle: it has no SHA256SUMS that lists a manifest and a statement", bundle.display());
    };
    let stated = stated(bundle, &listed)?;
    let mut files = BTreeMap::new();
    for name in READ_BACK {
        let bytes = read_listed(bundle, &listed, name)?;
        if stated.get(name) != listed.get(name) {
            bail!("{}: SHA256SUMS and statement.json do not say the same of it", bundle.join(name).display());
        }
        files.extend(bytes.map(|bytes| (name.to_owned(), bytes)));
    }
    let failed = || format!("{} cannot be read as a bundle", bundle.display());
    let mut inspection = read_bundle(files).with_context(failed)?;
    casebook::interpret(&mut inspection).with_context(failed)?;
    Ok(inspection)
}

/// The digests that a bundle's statement has, by name: what signatures are over, where SHA256SUMS is anybody's.
fn stated(bundle: &Path, listed: &BTreeMap<String, String>) -> Result<BTreeMap<String, String>> {
    let path = bundle.join("statement.json");
    let bytes = read_listed(bundle, listed, "statement.json")?.unwrap_or_default();
    let statement: Statement = json::from_bytes(&bytes).with_context(|| format!("{}", path.display()))?;
    let digest = |file: &ResourceDescriptor| Some((file.name.clone(), file.sha256()?.to_string()));
    Ok(statement.predicate.files.iter().filter_map(digest).collect())
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

/// All of a regular file, unless it is longer than any that a bundle has.
pub fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_regular(path)?.take(LONGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST {
        return Err(io::Error::other(format!("it is longer than {LONGEST} bytes")));
    }
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
