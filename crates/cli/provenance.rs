use std::ffi::OsStr;

use anyhow::{Context, Result, bail};
use banbury_evidence::{Manifest, Provenance};
use banbury_intake::{Limits, Locator};

use crate::inspection::threads;

/// How the sealed `drop` came about: as the repository tells it that it is, or the one that it is said to come from. Commits are
/// looked at on `jobs` threads.
pub fn of(drop: &Locator, origin: Option<&OsStr>, sealed: &Manifest, jobs: usize) -> Result<Option<Provenance>> {
    let threads = threads(jobs)?;
    let Some(origin) = origin else {
        return Ok(threads.install(|| banbury_intake::provenance(drop, sealed, &Limits::default()))?);
    };
    let failed = || format!("the origin {}", origin.display());
    let told_by = Locator::recognise(origin).with_context(failed)?;
    if !matches!(told_by, Locator::Git { .. }) {
        bail!("the origin {} is no git repository: REPOSITORY@REVISION is expected", origin.display());
    }
    threads.install(|| banbury_intake::provenance(&told_by, sealed, &Limits::default())).with_context(failed)
}
