use std::path::Path;

use anyhow::Result;
use banbury_evidence::Inspection;

use super::jobs;
use crate::arguments::Report;
use crate::bundle::{self, Bundle, check_target, write_synced, write_whole};
use crate::exit::Exit;
use crate::terminal::{say, say_bytes};

/// The views that people read.
const DOCUMENTS: [&str; 1] = ["report.html"];

pub fn report(arguments: &Report) -> Result<Exit> {
    let Report { bundle, csv, output } = arguments;
    match (csv, output) {
        (true, Some(file)) => write_whole(file, &banbury_report::findings_csv(&bundle::read(bundle)?)?)?,
        (true, None) => say_bytes(&banbury_report::findings_csv(&bundle::read(bundle)?)?),
        (false, Some(folder)) => write_documents(folder, &bundle::read(bundle)?)?,
        (false, None) => {
            bundle::renew(bundle, jobs(None), |_| Ok(()))?;
            say(&format!("Report: {}", bundle.join("report.html").display()));
        }
    }
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
