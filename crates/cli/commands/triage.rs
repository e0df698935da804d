use std::io::{self, IsTerminal};
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use banbury_casework::{TriageLog, check_name, resolve};
use banbury_evidence::{Date, Decision, Judgement, Review};

use super::now;
use crate::arguments::{JudgementArgument, ReviewArgument, Triage};
use crate::custody::{Custody, who};
use crate::exit::Exit;
use crate::terminal::say;
use crate::triage_view::{self, Model};
use crate::{bundle, casebook};

pub fn triage(arguments: &Triage) -> Result<Exit> {
    match (&arguments.fingerprint, &arguments.by) {
        (Some(fingerprint), Some(by)) => write(arguments, fingerprint, by),
        (Some(_), None) => bail!("a decision is somebody's: give --by NAME"),
        (None, by) if io::stdin().is_terminal() && io::stdout().is_terminal() => match by {
            Some(by) => view(&arguments.bundle, by, arguments.on),
            None => bail!(
                "whatever is decided in the terminal view is somebody's: give --by NAME; `banbury triage {} | cat` lists the findings",
                arguments.bundle.display()
            ),
        },
        (None, _) => list(&arguments.bundle),
    }
}

/// Writes one decision, or one review of a decision.
fn write(arguments: &Triage, fingerprint: &str, by: &str) -> Result<Exit> {
    let (mut inspection, mut log) = casebook::open_to_write(&arguments.bundle)?;
    let custody = Custody::beside(&arguments.bundle, who(Some(by), None)?)?;
    let finding = resolve(&inspection.findings, fingerprint).map_err(|why| anyhow!("{fingerprint}: {why}"))?;
    let in_place = finding.fingerprints.in_place.clone();
    let before = log.bytes().to_vec();
    let (by, reason) = (by.to_owned(), arguments.reason.clone().unwrap_or_default());
    let on = arguments.on.unwrap_or_else(today);
    match (arguments.verdict, arguments.review) {
        (Some(verdict), _) => {
            let expires = arguments.expires;
            casebook::check_expiry(expires, &inspection)?;
            log.decide(finding, Decision { judgement: judgement(verdict), reason, by, on, expires })?;
        }
        (None, Some(review)) => {
            log.review(&in_place, Review { approves: review == ReviewArgument::Approve, reason, by, on })?;
        }
        (None, None) => bail!("say what is to be written: --verdict or --review"),
    }
    casebook::write(&arguments.bundle, &before, &log, custody)?;
    inspection.triage.log = log.bytes().to_vec();
    casebook::interpret(&mut inspection)?;
    say(&format!("{in_place}: {}", inspection.triage.standing(&in_place)));
    Ok(Exit::Done)
}

fn list(bundle: &Path) -> Result<Exit> {
    say(&banbury_report::triage_text(&bundle::read(bundle)?));
    Ok(Exit::Done)
}

fn view(bundle: &Path, by: &str, on: Option<Date>) -> Result<Exit> {
    check_name(by).map_err(anyhow::Error::msg).context("--by")?;
    let (inspection, log) = casebook::open_to_write(bundle)?;
    // A custody log that takes no more entries is to be known before anything is decided.
    Custody::beside(bundle, by.to_owned())?;
    let mut before = log.bytes().to_vec();
    let model = Model::new(&inspection, log, by.to_owned(), on.unwrap_or_else(today))?;
    let mut write = |log: &TriageLog| -> Result<()> {
        casebook::write(bundle, &before, log, Custody::beside(bundle, by.to_owned())?)?;
        before = log.bytes().to_vec();
        Ok(())
    };
    triage_view::show(model, &mut write)?;
    Ok(Exit::Done)
}

/// The day of the clock, in UTC.
pub fn today() -> Date {
    Date::of_unix(now())
}

fn judgement(argument: JudgementArgument) -> Judgement {
    match argument {
        JudgementArgument::Confirmed => Judgement::Confirmed,
        JudgementArgument::FalsePositive => Judgement::FalsePositive,
        JudgementArgument::Accepted => Judgement::Accepted,
        JudgementArgument::Fixed => Judgement::Fixed,
        JudgementArgument::NeedsVendor => Judgement::NeedsVendor,
    }
}
