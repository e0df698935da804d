use std::fs;
use std::path::Path;

use crate::AttestError;
use crate::contents::{Contents, SIGNATURES, STATEMENT, SUMS, is_added_by_signing};
use crate::seal::stage;

/// Takes the signatures of a bundle away, so that it can be worked on again, and gives the names of what is gone. What the
/// signatures are over stays as it is.
///
/// # Errors
/// If the folder holds what no bundle does, or is not signed.
pub fn reopen(folder: &Path) -> Result<Vec<String>, AttestError> {
    let refused = |reason| AttestError::Refused { action: "reopened", folder: folder.to_owned(), reason };
    let contents = Contents::read(folder)?;
    if let Some(problem) = contents.problems.first() {
        return Err(refused(problem.clone()));
    }
    let is_signature = |name: &str| is_added_by_signing(name) && name != STATEMENT && name != SUMS;
    let taken: Vec<String> = contents.files.keys().filter(|name| is_signature(name)).cloned().collect();
    if taken.is_empty() {
        return Err(refused("it is not signed".to_owned()));
    }
    // First, and as they were: what was changed since the bundle was signed does not become right by this.
    let sums = contents.bytes(SUMS).ok_or_else(|| refused(format!("{SUMS} is missing or unreadable")))?;
    let stays = |line: &&[u8]| !taken.iter().any(|name| line.ends_with(format!("  {name}\n").as_bytes()));
    let kept: Vec<u8> = sums.split_inclusive(|byte| *byte == b'\n').filter(stays).flatten().copied().collect();
    stage(folder, SUMS, &kept)?.put_in_place()?;
    for name in &taken {
        let path = folder.join(name);
        fs::remove_file(&path).map_err(AttestError::io("remove", &path))?;
    }
    let signatures = folder.join(SIGNATURES);
    if fs::symlink_metadata(&signatures).is_ok() {
        fs::remove_dir(&signatures).map_err(AttestError::io("remove", &signatures))?;
    }
    Ok(taken)
}
