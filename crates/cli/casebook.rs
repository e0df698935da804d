use std::path::Path;

use anyhow::{Context, Result, bail};
use banbury_casework::{Action, Earlier, TriageLog};
use banbury_evidence::{Date, Digest, Inspection};

use crate::bundle;
use crate::commands::jobs;
use crate::custody::Custody;

/// Said of a log that tells of something else than its bundle, or was changed.
const NOT_ONE: &str = "triage.jsonl is not a log of this bundle as it was written";

/// Finds out what the log of an inspection says of its findings.
pub fn interpret(inspection: &mut Inspection) -> Result<()> {
    let log = read_log(inspection)?;
    inspection.triage = log.triage(&inspection.findings, case_date(inspection)).context(NOT_ONE)?;
    Ok(())
}

fn read_log(inspection: &Inspection) -> Result<TriageLog> {
    TriageLog::read(&inspection.triage.log).context(NOT_ONE)
}

/// The day of the case, by which decisions have expired or not.
pub fn case_date(inspection: &Inspection) -> Option<Date> {
    inspection.case.as_ref().and_then(|case| case.date)
}

/// Begins the log of an inspection with what was decided about the release before.
pub fn carry_over(earlier: &Inspection, inspection: &mut Inspection) -> Result<()> {
    let case = earlier.case.as_ref();
    let log = banbury_casework::carry_over(
        Earlier {
            log: &read_log(earlier)?,
            findings: &earlier.findings,
            date: case.and_then(|case| case.date),
            release: case.map_or("", |case| &case.release),
        },
        &inspection.findings,
    )?;
    inspection.triage = log.triage(&inspection.findings, case_date(inspection))?;
    Ok(())
}

/// Whether a decision can have this last day.
///
/// # Errors
/// If the case has no date: the decision would have lapsed as soon as it is made.
pub fn check_expiry(expires: Option<Date>, inspection: &Inspection) -> Result<()> {
    match (expires, case_date(inspection)) {
        (Some(_), None) => bail!("the case has no `date`, so no decision expires: leave the last day out"),
        _ => Ok(()),
    }
}

/// An inspection with the log in which somebody wants to write. Nobody writes into what others have signed.
pub fn open_to_write(place: &Path) -> Result<(Inspection, TriageLog)> {
    if bundle::signature(place).is_some() {
        let place = place.display();
        bail!(
            "{place} is signed, and whatever is written into it would leave the signatures void: take them away with `banbury reopen {place}`, and let it be signed again afterwards"
        );
    }
    let inspection = bundle::read(place)?;
    let log = read_log(&inspection)?;
    Ok((inspection, log))
}

/// Puts a log that has grown into its bundle, all views of which then show it, and notes that in the custody log.
pub fn write(place: &Path, before: &[u8], log: &TriageLog, mut custody: Custody) -> Result<()> {
    bundle::renew(place, jobs(None), |inspection| {
        if inspection.triage.log != before {
            bail!("{} was written into by somebody else in the meantime: begin anew", place.display());
        }
        inspection.triage = log.triage(&inspection.findings, case_date(inspection))?;
        Ok(())
    })?;
    custody.note(Action::Triaged, "triage.jsonl", Digest::of(log.bytes()));
    custody.write()
}
