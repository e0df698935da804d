use std::fs;

use anyhow::Result;
use banbury_casework::Action;
use banbury_detect::Declared;
use banbury_evidence::{Inspection, Severity};
use banbury_intake::Locator;

use super::jobs;
use crate::arguments::{Format, Inspect, SeverityArgument};
use crate::bundle::{Bundle, check_target};
use crate::custody::{Custody, who};
use crate::exit::Exit;
use crate::terminal::{say, say_bytes};
use crate::{inspection, previous, provenance, requirements, rulesets};

pub fn inspect(arguments: &Inspect) -> Result<Exit> {
    check_target(&arguments.output, arguments.how.force)?;
    let mut custody = Custody::beside(&arguments.output, who(arguments.by.as_deref(), None)?)?;
    let rules = rulesets::load(&arguments.how.rules)?;
    let requirements = requirements::load(&arguments.how.requirements)?;
    let earlier = previous::read_all(&arguments.baseline)?;
    let locator = Locator::recognise(&arguments.drop)?;
    let jobs = jobs(arguments.how.jobs);
    // Only a case file tells what a vendor declares.
    let nothing = Declared::default();
    let mut inspection = inspection::inspect(&locator, &rules, &nothing, jobs, arguments.how.cache.as_deref())?;
    inspection.provenance = provenance::of(&locator, arguments.origin.as_deref(), &inspection.manifest, jobs)?;
    inspection.requirements = requirements;
    custody.note(Action::Sealed, "drop", inspection.manifest.digest());
    if !earlier.is_empty() {
        previous::compare(&mut inspection, &earlier);
    }
    let bundle = Bundle::write(&arguments.output, &inspection, jobs, !arguments.how.no_pdf)?;
    custody.note_file(Action::Inspected, bundle.path(), "findings.sarif")?;
    bundle.finish()?;
    custody.write()?;
    match arguments.format {
        None => {
            say(&banbury_report::summary(&inspection));
            say(&format!("Report: {}", arguments.output.join("report.html").display()));
        }
        Some(Format::Text) => say_bytes(banbury_report::text_findings(&inspection).as_bytes()),
        Some(Format::Json) => say_bytes(&banbury_report::json_findings(&inspection)?),
        Some(Format::Sarif) => say_bytes(&fs::read(arguments.output.join("findings.sarif"))?),
    }
    Ok(exit_for(&inspection, arguments.how.fail_on))
}

/// How a run over this inspection ends: "no" weighs more than "not all of it".
pub fn exit_for(inspection: &Inspection, fail_on: Option<SeverityArgument>) -> Exit {
    let limit = fail_on.map(|severity| match severity {
        SeverityArgument::Info => Severity::Info,
        SeverityArgument::Low => Severity::Low,
        SeverityArgument::Medium => Severity::Medium,
        SeverityArgument::High => Severity::High,
        SeverityArgument::Critical => Severity::Critical,
    });
    let differs = inspection.comparison.as_ref().is_some_and(|comparison| !comparison.holds());
    // What two people have taken off the list fails nothing.
    let mut listed =
        inspection.findings.iter().filter(|it| !inspection.triage.is_off_the_list(&it.fingerprints.in_place));
    if differs || limit.is_some_and(|limit| listed.any(|finding| finding.severity >= limit)) {
        Exit::AnswerIsNo
    } else if inspection.coverage.has_uninspected() {
        Exit::PartNotInspected
    } else {
        Exit::Done
    }
}
