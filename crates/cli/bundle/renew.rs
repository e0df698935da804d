use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use banbury_evidence::Inspection;

use super::read::{carry_over, read};
use super::{Bundle, SUMS, lock, signature};
use crate::paper;

/// What sealing makes anew.
const SEAL: [&str; 3] = [SUMS, "VERIFY.md", "statement.json"];

/// Renders a bundle again from what it holds, after a `change`, and seals it. The new one takes the place of the old one whole or
/// not at all; files that are no views go with it. A bundle that is signed is left alone: its signatures would be void.
pub fn renew(bundle: &Path, jobs: usize, change: impl FnOnce(&mut Inspection) -> Result<()>) -> Result<()> {
    let place = fs::canonicalize(bundle).with_context(|| format!("{} cannot be found", bundle.display()))?;
    let _lock = lock(&place)?;
    if let Some(name) = signature(&place) {
        bail!(
            "{} is signed ({name}), and its signatures would be void: write the documents elsewhere, or take the signatures away with `banbury reopen {}`",
            bundle.display(),
            bundle.display()
        );
    }
    let mut inspection = read(&place)?;
    let mut renewed: Vec<&str> = banbury_report::views(&inspection).iter().map(|view| view.name).collect();
    renewed.extend(SEAL);
    renewed.push(paper::NAME);
    change(&mut inspection)?;
    let new = Bundle::begin(&place)?;
    carry_over(&place, new.path(), |name| renewed.contains(&name))?;
    // Whoever left report.pdf out does not get it by a decision.
    new.render(&inspection, jobs, fs::symlink_metadata(place.join(paper::NAME)).is_ok())?;
    new.seal(&inspection)?;
    new.finish()
}
