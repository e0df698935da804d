use std::fs;
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Context, Result};
use banbury_attest::open_regular;
use banbury_casework::{CustodyLog, LogError, TriageLog};

use crate::custody::{beside, log_beside};

/// The longest log that is looked at, in bytes; a longer one ends within a line, which is told.
const LONGEST: u64 = 64 << 20;

/// What is to be said of the logs in a bundle and beside it: whether it is as it should be, and in which words.
pub fn log_checks(bundle: &Path) -> Result<Vec<(bool, String)>> {
    let mut checks = Vec::new();
    if let Some(bytes) = read(&bundle.join("triage.jsonl"))? {
        let read = TriageLog::read(&bytes).map(|log| log.len());
        checks.push(chain("triage.jsonl", read));
    }
    let Some(bytes) = read(&bundle.join("custody.jsonl"))? else {
        return Ok(checks);
    };
    let pinned = CustodyLog::read(&bytes);
    checks.push(chain("custody.jsonl", pinned.as_ref().map(|log| log.entries().len() as u64)));
    let Some(head) = pinned.ok().and_then(|log| log.head()) else {
        return Ok(checks);
    };
    let name = beside(bundle, ".custody.jsonl").display().to_string();
    match log_beside(bundle) {
        // Whoever was handed the bundle alone has the log as it was when that was signed.
        Ok(None) => {}
        Ok(Some(log)) => checks.push(match log.line_of(&head) {
            Some(line) => {
                let all = log.entries().len();
                (true, format!("{name}: its line {line} of {all} is where the log ended that was signed"))
            }
            None => (false, format!("{name}: the log that was signed ended in {head}, which is no line of it")),
        }),
        Err(error) => checks.push((false, format!("{error:#}"))),
    }
    Ok(checks)
}

fn chain<E: std::borrow::Borrow<LogError>>(name: &str, read: Result<u64, E>) -> (bool, String) {
    match read {
        Ok(entries) => (true, format!("{name}: {entries} entries, each of which follows the one before it")),
        Err(error) => (false, format!("{name}: {}", banbury_report::visible_text(&error.borrow().to_string()))),
    }
}

/// The bytes of a log that is a regular file and no link; none if it is not there.
fn read(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::symlink_metadata(path) {
        Ok(about) if about.is_file() => {
            let mut bytes = Vec::new();
            let read = open_regular(path).and_then(|file| file.take(LONGEST).read_to_end(&mut bytes));
            read.with_context(|| format!("{} cannot be read", path.display()))?;
            Ok(Some(bytes))
        }
        // What else stands there, the bundle's own checks have named.
        Ok(_) => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}
