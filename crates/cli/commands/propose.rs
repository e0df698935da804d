use std::ffi::OsStr;
use std::fs;

use anyhow::{Context, Result, bail};
use banbury_intake::{Limits, Locator, lay_out};
use banbury_rebuild::ProposalSource;

use crate::exit::Exit;
use crate::interrupt::scratch;
use crate::terminal::say;

/// Prints a case file for a drop, to be corrected by whoever knows it.
pub fn propose(drop: &OsStr) -> Result<Exit> {
    let Some(name) = drop.to_str() else {
        bail!("{} cannot be named in a case file: it is not UTF-8", drop.display());
    };
    let locator = Locator::recognise(drop)?;
    let scratch = scratch()?;
    let source = scratch.path().join("source");
    fs::create_dir(&source).with_context(|| format!("{} cannot be made", source.display()))?;
    lay_out(&locator, &Limits::default(), &source, &|_| false)?;
    let source = ProposalSource::laid_out(&source)?;
    say(&banbury_rebuild::propose(&source).case_file(name));
    Ok(Exit::Done)
}
