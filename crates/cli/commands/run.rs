use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use banbury_attest::{Policy, SigningKey, seal_policy};
use banbury_intake::Locator;

use super::inspect::exit_for;
use super::jobs;
use super::rebuild::build_and_compare;
use super::verify::{check_bundle, now};
use crate::arguments::Run;
use crate::bundle::{Bundle, check_target, write_whole};
use crate::case::{self, Case};
use crate::exit::Exit;
use crate::passphrase::load_key;
use crate::terminal::{complain, say};
use crate::{inspection, previous, rulesets};

/// The role in which a run signs.
const ROLE: &str = "evaluator";

pub fn run(arguments: &Run) -> Result<Exit> {
    check_target(&arguments.output, arguments.how.force)?;
    let case = case::read(&arguments.case)?;
    let rules = rulesets::load(&arguments.how.rules)?;
    // Asked for now, so that nobody has to wait for the question.
    let key = match (&arguments.key, arguments.throwaway_key) {
        (Some(path), _) => Some(load_key(path, arguments.passphrase_file.as_deref())?),
        (None, true) => Some(SigningKey::generate("throwaway key of a demonstration")?),
        (None, false) => None,
    };
    // Read now, so that a bundle that is none is told before anything is done.
    let mut earlier = previous::read_all(case.previous.iter().flat_map(|it| &it.bundles))?;
    let jobs = jobs(arguments.how.jobs);
    let locator = Locator::recognise(case.drop.as_os_str())?;
    let cache = arguments.how.cache.as_deref();
    let mut inspection = inspection::inspect(&locator, &rules, &case.declared, jobs, cache)?;
    if let Some(previous) = &case.previous {
        if let Some(drop) = &previous.drop {
            let release = Locator::recognise(drop.as_os_str())?;
            let last = inspection::inspect(&release, &rules, &case.declared, jobs, cache)
                .with_context(|| format!("the previous release {}", drop.display()))?;
            earlier.push(previous::of(last, case.facts.previous_release.clone()));
        }
        previous::compare(&mut inspection, &earlier);
    }
    if let Some(recipe) = &case.recipe {
        inspection.comparison = Some(build_and_compare(&locator, recipe, arguments.unconfined)?);
    }
    inspection.case = Some(case.facts.clone());
    inspection.marking.text = case.marking.clone();
    inspection.marking.demonstration = arguments.throwaway_key;
    let bundle = Bundle::write(&arguments.output, &inspection, jobs)?;
    let mut trusted = None;
    if let Some(key) = &key {
        banbury_attest::sign(bundle.path(), key, ROLE)?;
        trusted = policy(arguments, &case, key)?;
    }
    let verdict = match &trusted {
        Some((policy, _)) => banbury_attest::verify(bundle.path(), policy, now())?.holds.then_some(()),
        None => None,
    };
    bundle.finish()?;
    say(&banbury_report::summary(&inspection));
    let mut exit = exit_for(&inspection, arguments.how.fail_on);
    match (&key, &trusted, verdict) {
        (None, _, _) => say("Signature: none; sign it with `banbury sign`"),
        (Some(_), None, _) => say("Signature: made; verify it with `banbury verify --policy`"),
        (Some(_), Some((_, place)), Some(())) => {
            say(&format!("Signature: made and verified against {}", place.display()));
        }
        (Some(_), Some((policy, _)), None) => {
            complain("banbury: the signature does not hold under the policy:");
            check_bundle(&arguments.output, policy)?;
            exit = Exit::AnswerIsNo;
        }
    }
    say(&format!("Report: {}", arguments.output.join("report.html").display()));
    Ok(exit)
}

/// The policy to verify against: the case's own, or for a throwaway key one that is written beside the bundle, since a
/// bundle must not bring its own trust.
fn policy(arguments: &Run, case: &Case, key: &SigningKey) -> Result<Option<(Policy, PathBuf)>> {
    if let Some(path) = &case.policy {
        let bytes = std::fs::read(path).with_context(|| format!("the policy {} cannot be read", path.display()))?;
        return Ok(Some((Policy::parse(&bytes, &path.display().to_string())?, path.clone())));
    }
    if !arguments.throwaway_key {
        return Ok(None);
    }
    let place = beside(&arguments.output, ".policy.toml");
    let text = seal_policy(&format!(
        "schema = \"banbury.policy/v1\"\nthreshold = 1\naccept_demonstration = true\n\n[[signer]]\nperson = \"Nobody (demonstration)\"\nrole = \"{ROLE}\"\nkey = \"{}\"\n",
        key.public_line()
    ))?;
    write_whole(&place, text.as_bytes())?;
    Ok(Some((Policy::parse(text.as_bytes(), &place.display().to_string())?, place)))
}

/// A path with something behind its name.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    // `out/` and `out` are one bundle.
    if let Some(file_name) = path.file_name() {
        name = path.with_file_name(file_name).into_os_string();
    }
    name.push(suffix);
    PathBuf::from(name)
}
