use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result};
use banbury_attest::Policy;
use banbury_evidence::json;
use banbury_evidence::wire::{ManifestV1, Statement};
use banbury_intake::{Locator, changes};
use serde::de::DeserializeOwned;

use super::intake::seal_only;
use super::jobs;
use crate::arguments::Verify;
use crate::exit::Exit;
use crate::logs::log_checks;
use crate::terminal::say;

pub fn verify(arguments: &Verify) -> Result<Exit> {
    let bytes = fs::read(&arguments.policy)
        .with_context(|| format!("the policy {} cannot be read", arguments.policy.display()))?;
    // A policy that is not what was sealed is an answer, not a mishap.
    let policy = match Policy::parse(&bytes, &arguments.policy.display().to_string()) {
        Ok(policy) => policy,
        Err(error) => {
            say(&format!("FAILS  {error}\n\nThe policy does not hold, so nothing can be said of the bundle."));
            return Ok(Exit::AnswerIsNo);
        }
    };
    let mut holds = check_bundle(&arguments.bundle, &policy)?;
    holds = check_logs(&arguments.bundle)? && holds;
    if let Some(drop) = &arguments.drop {
        // A manifest that may have been changed is no measure for the drop.
        holds = holds && check_drop(&arguments.bundle, drop)?;
    }
    say(if holds { "\nThe bundle holds." } else { "\nThe bundle does NOT hold." });
    Ok(if holds { Exit::Done } else { Exit::AnswerIsNo })
}

/// A policy that has to hold for anything to be done.
pub fn read_policy(path: &Path) -> Result<Policy> {
    let bytes = fs::read(path).with_context(|| format!("the policy {} cannot be read", path.display()))?;
    Ok(Policy::parse(&bytes, &path.display().to_string())?)
}

/// Prints each check of a bundle, and tells whether all hold.
pub fn check_bundle(bundle: &Path, policy: &Policy) -> Result<bool> {
    let outcome = banbury_attest::verify(bundle, policy, now())?;
    for check in &outcome.checks {
        say(&format!("{}  {}", if check.holds { "holds" } else { "FAILS" }, check.text));
    }
    Ok(outcome.holds)
}

/// Prints what is to be said of the logs of decisions and of custody, and tells whether both hold. A bundle need not have them.
fn check_logs(bundle: &Path) -> Result<bool> {
    let checks = log_checks(bundle)?;
    for (holds, text) in &checks {
        say(&format!("{}  {text}", if *holds { "holds" } else { "FAILS" }));
    }
    Ok(checks.iter().all(|(holds, _)| *holds))
}

/// Holds a drop against a bundle that holds itself: entry by entry, or by its digest alone, since a redacted edition has
/// no manifest.
fn check_drop(bundle: &Path, drop: &OsStr) -> Result<bool> {
    let now = seal_only(&Locator::recognise(drop)?, jobs(None))?;
    let statement: Statement = read_json(&bundle.join("statement.json"))?;
    if statement.predicate.redacted_from.is_some() {
        let stated = statement.subject.first().and_then(|subject| subject.sha256());
        let is_same = stated == Some(now.digest());
        say(&match is_same {
            true => format!("holds  the drop is the one that the redacted edition speaks of: digest {}", now.digest()),
            false => format!("FAILS  the drop has the digest {}: it is not the one spoken of", now.digest()),
        });
        return Ok(is_same);
    }
    let sealed: ManifestV1 = read_json(&bundle.join("manifest.json"))?;
    let found = changes(&sealed, &now);
    for change in &found {
        say(&format!("FAILS  the drop: {}", banbury_report::visible_text(&change.to_string())));
    }
    if found.is_empty() {
        say(&format!("holds  the drop is as it was sealed: {} entries, digest {}", now.entries.len(), now.digest()));
    }
    Ok(found.is_empty())
}

fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    json::from_bytes(&bytes).with_context(|| format!("{}", path.display()))
}

/// Seconds since 1970, for the keys' times of validity.
pub fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs() as i64)
}
