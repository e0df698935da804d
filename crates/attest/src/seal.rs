use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use tempfile::NamedTempFile;

use crate::AttestError;
use crate::contents::{Contents, INVENTORY, STATEMENT, SUMS, VERIFY, is_added_by_signing};
use crate::statement::{StatementInputs, statement_bytes};
use crate::sums::sums_bytes;

/// The commands with which anybody checks a bundle, the same for every bundle.
pub(crate) const VERIFY_TEXT: &str = include_str!("VERIFY.md");

/// Adds `VERIFY.md`, `statement.json` and `SHA256SUMS` over the files that stand in `folder`, which is then ready to be
/// signed. Sealing an unsigned bundle again renews the three.
///
/// # Errors
/// If the folder holds anything that no bundle does, is signed already, or its `inventory.sha256` is not the drop's.
pub fn seal_bundle(folder: &Path, inputs: &StatementInputs<'_>) -> Result<(), AttestError> {
    let refused = |reason| AttestError::Refused { action: "sealed", folder: folder.to_owned(), reason };
    let contents = Contents::read(folder)?;
    if let Some(problem) = contents.problems.first() {
        return Err(refused(problem.clone()));
    }
    let is_signature = |name: &&String| is_added_by_signing(name) && ![STATEMENT, SUMS].contains(&name.as_str());
    if let Some(signature) = contents.files.keys().find(is_signature) {
        return Err(refused(format!(
            "it is signed ({signature}), and a new statement would leave that signature void: seal a new bundle"
        )));
    }
    match contents.files.get(INVENTORY) {
        Some(inventory) if inventory.digest == inputs.drop => {}
        Some(inventory) => {
            return Err(refused(format!(
                "{INVENTORY} has the digest {}, and the drop is {}",
                inventory.digest, inputs.drop
            )));
        }
        None => return Err(refused(format!("{INVENTORY} is missing"))),
    }
    replace(folder, VERIFY, VERIFY_TEXT.as_bytes())?;
    let mut files = contents.digests();
    files.insert(VERIFY.to_owned(), banbury_evidence::Digest::of(VERIFY_TEXT.as_bytes()));
    let statement = statement_bytes(inputs, &files);
    replace(folder, STATEMENT, &statement)?;
    files.insert(STATEMENT.to_owned(), banbury_evidence::Digest::of(&statement));
    replace(folder, SUMS, &sums_bytes(&files))
}

/// Writes a file of the bundle whole or not at all.
fn replace(folder: &Path, name: &str, bytes: &[u8]) -> Result<(), AttestError> {
    stage(folder, name, bytes)?.put_in_place()
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
