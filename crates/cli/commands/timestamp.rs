use std::fs;

use anyhow::{Context, Result};
use banbury_attest::{add_timestamp, timestamp_request};
use banbury_casework::Action;
use banbury_evidence::Digest;

use crate::arguments::Timestamp;
use crate::bundle::{lock, write_whole};
use crate::custody::{Custody, who};
use crate::exit::Exit;
use crate::terminal::say;

pub fn timestamp(arguments: &Timestamp) -> Result<Exit> {
    if let Some(response) = &arguments.response {
        let answer = fs::read(response).with_context(|| format!("{} cannot be read", response.display()))?;
        let mut custody = Custody::beside(&arguments.bundle, who(arguments.by.as_deref(), None)?)?;
        let _lock = lock(&arguments.bundle)?;
        let stamp = add_timestamp(&arguments.bundle, &answer)?;
        custody.note(Action::Stamped, &stamp, Digest::of(&answer));
        custody.write()?;
        say(&format!("Stamped: {}", arguments.bundle.join(stamp).display()));
        return Ok(Exit::Done);
    }
    let (request, signature) = timestamp_request(&arguments.bundle, arguments.signature.as_deref())?;
    let output = arguments.output.as_deref().context("name a file for the request: -o FILE.tsq")?;
    write_whole(output, &request)?;
    say(&format!("Request to stamp {signature}: {}", output.display()));
    Ok(Exit::Done)
}
