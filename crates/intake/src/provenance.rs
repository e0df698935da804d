use banbury_evidence::{Manifest, Provenance};

use crate::{IntakeError, Limits, Locator, git};

/// How the sealed `drop` came about, as the git repository `told_by` tells it: the drop itself, or the one that it is said to
/// come from. None if that is no repository.
///
/// # Errors
/// If the repository cannot be read, or has no such commit.
pub fn provenance(told_by: &Locator, drop: &Manifest, limits: &Limits) -> Result<Option<Provenance>, IntakeError> {
    match told_by {
        Locator::Git { repository, revision } => git::provenance(repository, revision, drop, limits).map(Some),
        Locator::Folder(_) | Locator::Archive(_) => Ok(None),
    }
}
