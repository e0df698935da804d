use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use tempfile::NamedTempFile;

use crate::AttestError;
use crate::contents::{CUSTODY, Contents, INVENTORY, STATEMENT, SUMS, VERIFY, is_added_by_signing};
use crate::custody::head;
use crate::statement::{StatementInputs, statement_bytes};
use crate::sums::sums_bytes;

/// The commands with which anybody checks a bundle, the same for every bundle.
pub(crate) const VERIFY_TEXT: &str = include_str!("VERIFY.md");

/// Adds `VERIFY.md`, `statement.json` and `SHA256SUMS` over the files that stand in `folder`, which is then ready to be
/// signed. Sealing an unsigned bundle again renews the three; a custody log that is pinned there stays pinned.
///
/// # Errors
/// If the folder holds anything that no bundle does, is signed already, or its `inventory.sha256` is not the drop's. A
/// redacted edition must not have that file.
pub fn seal_bundle(folder: &Path, inputs: &StatementInputs<'_>) -> Result<(), AttestError> {
    let refused = |reason| AttestError::Refused { action: "sealed", folder: folder.to_owned(), reason };
    let mut contents = Contents::read(folder)?;
    refuse_unsealable(&contents).map_err(refused)?;
    match (contents.files.get(INVENTORY), inputs.redacted_from) {
        (Some(inventory), None) if inventory.digest == inputs.drop => {}
        (Some(inventory), None) => {
            return Err(refused(format!(
                "{INVENTORY} has the digest {}, and the drop is {}",
                inventory.digest, inputs.drop
            )));
        }
        (Some(_), Some(_)) => return Err(refused(format!("a redacted edition must not hold {INVENTORY}"))),
        (None, Some(_)) => {}
        (None, None) => return Err(refused(format!("{INVENTORY} is missing"))),
    }
    renew(folder, &mut contents, inputs)
}

/// Why a folder cannot be given a new statement, if it cannot.
pub(crate) fn refuse_unsealable(contents: &Contents) -> Result<(), String> {
    if let Some(problem) = contents.problems.first() {
        return Err(problem.clone());
    }
    let is_signature = |name: &&String| is_added_by_signing(name) && ![STATEMENT, SUMS].contains(&name.as_str());
    match contents.files.keys().find(is_signature) {
        Some(signature) => Err(format!(
            "it is signed ({signature}), and a new statement would leave that signature void: seal a new bundle"
        )),
        None => Ok(()),
    }
}

/// Writes what a statement rests on and the statement itself anew: all of it, or nothing on a full disk.
pub(crate) fn renew(folder: &Path, contents: &mut Contents, inputs: &StatementInputs<'_>) -> Result<(), AttestError> {
    contents.insert(VERIFY, VERIFY_TEXT.as_bytes().to_vec());
    let custody = contents.bytes(CUSTODY).and_then(head);
    contents.insert(STATEMENT, statement_bytes(inputs, custody, &contents.digests()));
    contents.insert(SUMS, sums_bytes(&contents.digests()));
    let written = [CUSTODY, VERIFY, STATEMENT, SUMS].into_iter();
    let staged: Vec<Staged> = written
        .filter_map(|name| Some((name, contents.bytes(name)?)))
        .map(|(name, bytes)| stage(folder, name, bytes))
        .collect::<Result<_, _>>()?;
    staged.into_iter().try_for_each(Staged::put_in_place)
}

/// A file that is written out in full but not yet in its place.
pub(crate) struct Staged {
    file: NamedTempFile,
    place: std::path::PathBuf,
}

/// Writes `bytes` beside where they are to stand, so that a full disk shows before anything is replaced.
pub(crate) fn stage(folder: &Path, name: &str, bytes: &[u8]) -> Result<Staged, AttestError> {
    let place = folder.join(name);
    let writing = |error| AttestError::io("write", &place)(error);
    // Readable for all, as far as the user's umask lets new files be.
    let readable = fs::Permissions::from_mode(0o666);
    let mut file = tempfile::Builder::new().permissions(readable).tempfile_in(folder).map_err(writing)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(writing)?;
    Ok(Staged { file, place })
}

impl Staged {
    /// Takes the place of what stood there before.
    pub(crate) fn put_in_place(self) -> Result<(), AttestError> {
        self.file.persist(&self.place).map_err(|error| AttestError::io("write", &self.place)(error.error))?;
        Ok(())
    }
}
