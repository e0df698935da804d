use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use banbury_attest::{Policy, Signing, SigningKey, seal_policy};
use banbury_casework::Action;
use banbury_intake::Locator;

use super::inspect::exit_for;
use super::jobs;
use super::rebuild::build_and_compare;
use super::verify::{now, read_policy};
use crate::arguments::Run;
use crate::bundle::{self, Bundle, check_target, write_whole};
use crate::case::{self, Case};
use crate::custody::{Custody, beside, who};
use crate::exit::Exit;
use crate::passphrase::load_key;
use crate::terminal::say;
use crate::{casebook, inspection, previous, provenance, requirements, rulesets, verification_summary};

/// The role in which a run signs.
const ROLE: &str = "evaluator";

pub fn run(arguments: &Run) -> Result<Exit> {
    check_target(&arguments.output, arguments.how.force)?;
    let case = case::read(&arguments.case)?;
    let mut custody = Custody::beside(&arguments.output, who(arguments.by.as_deref(), Some(&case.facts.evaluator))?)?;
    let rules = rulesets::load(&arguments.how.rules)?;
    let requirements = requirements::load(&arguments.how.requirements)?;
    // Asked for now, so that nobody has to wait for the question.
    let key = match (&arguments.key, arguments.throwaway_key) {
        (Some(path), _) => Some(load_key(path, arguments.passphrase_file.as_deref())?),
        (None, true) => Some(SigningKey::generate("throwaway key of a demonstration")?),
        (None, false) => None,
    };
    // A key that would not count and a bundle that is none are told before anything is done.
    let policy = key.as_ref().map(|key| case_policy(&case, key, arguments.throwaway_key)).transpose()?.flatten();
    let mut earlier = previous::read_all(case.previous.iter().flat_map(|it| &it.bundles))?;
    let jobs = jobs(arguments.how.jobs);
    let locator = Locator::recognise(case.drop.as_os_str())?;
    let cache = arguments.how.cache.as_deref();
    let mut inspection = inspection::inspect(&locator, &rules, &case.declared, jobs, cache)?;
    custody.note(Action::Sealed, "drop", inspection.manifest.digest());
    let origin = case.origin.as_deref().map(Path::as_os_str);
    inspection.provenance = provenance::of(&locator, origin, &inspection.manifest, jobs)?;
    inspection.case = Some(case.facts.clone());
    if let Some(previous) = &case.previous {
        if let Some(drop) = &previous.drop {
            let release = Locator::recognise(drop.as_os_str())?;
            let last = inspection::inspect(&release, &rules, &case.declared, jobs, cache)
                .with_context(|| format!("the previous release {}", drop.display()))?;
            earlier.push(previous::of(last, case.facts.previous_release.clone()));
        }
        previous::compare(&mut inspection, &earlier);
        if let Some(last) = previous.bundles.last() {
            let carried = bundle::read(last).and_then(|last| casebook::carry_over(&last, &mut inspection));
            carried.with_context(|| format!("the decisions about the earlier release {}", last.display()))?;
        }
    }
    if let Some(recipe) = &case.recipe {
        inspection.comparison = Some(build_and_compare(&locator, recipe, arguments.unconfined)?);
    }
    inspection.requirements = requirements;
    inspection.marking.text = case.marking.clone();
    inspection.marking.demonstration = arguments.throwaway_key;
    let bundle = Bundle::write(&arguments.output, &inspection, jobs, !arguments.how.no_pdf)?;
    custody.note_file(Action::Inspected, bundle.path(), "findings.sarif")?;
    if inspection.comparison.is_some() {
        custody.note_file(Action::Rebuilt, bundle.path(), "rebuild.json")?;
    }
    if !inspection.triage.log.is_empty() {
        custody.note_file(Action::Triaged, bundle.path(), "triage.jsonl")?;
    }
    let summary = key.as_ref().and_then(|_| verification_summary::of(&inspection));
    if let Some(key) = &key {
        // A demonstration is the same bytes from run to run, and its log holds the time.
        if !arguments.throwaway_key {
            banbury_attest::pin_custody(bundle.path(), &custody.bytes()?)?;
        }
        banbury_attest::sign(bundle.path(), key, Signing { role: ROLE, policy: None, summary: summary.as_ref() })?;
        custody.note_file(Action::Signed, bundle.path(), "statement.json")?;
    }
    let trusted = match (policy, &key) {
        (None, Some(key)) if arguments.throwaway_key => Some(throwaway_policy(arguments, key)?),
        (policy, _) => policy,
    };
    let outcome = match &trusted {
        Some((policy, place)) => Some((banbury_attest::verify(bundle.path(), policy, now())?, place)),
        None => None,
    };
    bundle.finish()?;
    custody.write()?;
    say(&banbury_report::summary(&inspection));
    if let (Some(summary), Some(key)) = (&summary, &key) {
        say(&verification_summary::told(summary, key));
    }
    let mut exit = exit_for(&inspection, arguments.how.fail_on);
    match (&key, outcome) {
        (None, _) => say("Signature: none; sign it with `banbury sign`"),
        (Some(_), None) => say("Signature: made; verify it with `banbury verify --policy`"),
        (Some(_), Some((outcome, place))) if outcome.holds => {
            say(&format!("Signature: made and verified against {}", place.display()));
        }
        (Some(_), Some((outcome, place))) => {
            let what = if outcome.is_pending() { "there is still missing" } else { "it does not hold" };
            say(&format!("Signature: made; for {} {what}:", place.display()));
            for check in outcome.checks.iter().filter(|check| !check.holds) {
                say(&format!("  {}", check.text));
            }
            if !outcome.is_pending() {
                exit = Exit::AnswerIsNo;
            }
        }
    }
    say(&format!("Report: {}", arguments.output.join("report.html").display()));
    Ok(exit)
}

/// The case's own policy, if it has one, under which the key has to count.
fn case_policy(case: &Case, key: &SigningKey, demonstration: bool) -> Result<Option<(Policy, PathBuf)>> {
    let Some(path) = &case.policy else { return Ok(None) };
    let policy = read_policy(path)?;
    match policy.objection(key, ROLE, demonstration, now()) {
        Some(objection) => bail!("{objection}"),
        None => Ok(Some((policy, path.clone()))),
    }
}

/// A policy for a throwaway key, written beside the bundle, since a bundle must not bring its own trust.
fn throwaway_policy(arguments: &Run, key: &SigningKey) -> Result<(Policy, PathBuf)> {
    let place = beside(&arguments.output, ".policy.toml");
    let text = seal_policy(&format!(
        "schema = \"banbury.policy/v1\"\nthreshold = 1\naccept_demonstration = true\n\n[[signer]]\nperson = \"Nobody (demonstration)\"\nrole = \"{ROLE}\"\nkey = \"{}\"\n",
        key.public_line()
    ))?;
    write_whole(&place, text.as_bytes())?;
    Ok((Policy::parse(text.as_bytes(), &place.display().to_string())?, place))
}
