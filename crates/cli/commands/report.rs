use std::fs;

use anyhow::{Context, Result};

use crate::arguments::Report;
use crate::bundle::write_whole;
use crate::exit::Exit;
use crate::terminal::say_bytes;

pub fn report(arguments: &Report) -> Result<Exit> {
    let path = arguments.bundle.join("findings.sarif");
    let sarif = fs::read(&path).with_context(|| format!("{} cannot be read: is this a bundle?", path.display()))?;
    let table = banbury_report::findings_csv(&sarif)?;
    match &arguments.output {
        Some(output) => write_whole(output, &table)?,
        None => say_bytes(&table),
    }
    Ok(Exit::Done)
}
