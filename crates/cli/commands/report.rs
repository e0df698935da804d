use std::path::Path;

use anyhow::Result;
use banbury_casework::Action;
use banbury_evidence::{Digest, Inspection};

use super::jobs;
use crate::arguments::Report;
use crate::bundle::{self, Bundle, check_target, write_synced, write_whole};
use crate::custody::{Custody, who};
use crate::exit::Exit;
use crate::terminal::{say, say_bytes};

/// The views that people read.
const DOCUMENTS: [&str; 1] = ["report.html"];

pub fn report(arguments: &Report) -> Result<Exit> {
    let Report { bundle, csv, output, by } = arguments;
    let inspection = bundle::read(bundle)?;
    let evaluator = inspection.case.as_ref().map(|case| case.evaluator.as_str());
    let mut custody = Custody::beside(bundle, who(by.as_deref(), evaluator)?)?;
    match (csv, output) {
        (true, output) => {
            let table = banbury_report::findings_csv(&inspection)?;
            match output {
                Some(file) => write_whole(file, &table)?,
                None => say_bytes(&table),
            }
            custody.note(Action::Exported, "findings.csv", Digest::of(&table));
        }
        (false, Some(folder)) => {
            write_documents(folder, &inspection)?;
            custody.note_file(Action::Exported, folder, "report.html")?;
        }
        (false, None) => {
            bundle::renew(bundle, jobs(None), |_| Ok(()))?;
            custody.note_file(Action::Exported, bundle, "report.html")?;
            say(&format!("Report: {}", bundle.join("report.html").display()));
        }
    }
    custody.write()?;
    Ok(Exit::Done)
}

fn write_documents(folder: &Path, inspection: &Inspection) -> Result<()> {
    check_target(folder, false)?;
    let written = Bundle::begin(folder)?;
    for view in banbury_report::views(inspection).iter().filter(|view| DOCUMENTS.contains(&view.name)) {
        write_synced(&written.path().join(view.name), &view.render(inspection)?)?;
    }
    written.finish()?;
    say(&format!("Report: {}", folder.join("report.html").display()));
    Ok(())
}
