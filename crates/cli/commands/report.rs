use std::path::Path;

use anyhow::{Context, Result, bail};
use banbury_attest::{StatementInputs, seal_bundle};
use banbury_casework::Action;
use banbury_evidence::{Digest, Inspection, ReportLanguage};
use banbury_report::document::{Edition, Form};

use super::jobs;
use crate::arguments::{Language, Report};
use crate::bundle::{self, Bundle, check_target, write_synced, write_whole};
use crate::custody::{Custody, who};
use crate::exit::Exit;
use crate::paper;
use crate::terminal::{complain, say, say_bytes};

pub fn report(arguments: &Report) -> Result<Exit> {
    let Report { bundle, csv, redacted: _, lang, output, by } = arguments;
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
            write_documents(folder, arguments, &inspection)?;
            custody.note_file(Action::Exported, folder, "report.html")?;
            say(&format!("Report: {}", folder.join("report.html").display()));
        }
        (false, None) => {
            if lang.is_some() && inspection.case.is_none() {
                bail!(
                    "{} has no case in which its language could stand: write the documents elsewhere, with `-o FOLDER`",
                    bundle.display()
                );
            }
            bundle::renew(bundle, jobs(None), |inspection| {
                if let (Some(language), Some(case)) = (*lang, &mut inspection.case) {
                    case.language = report_language(language);
                }
                Ok(())
            })?;
            custody.note_file(Action::Exported, bundle, "report.html")?;
            say(&format!("Report: {}", bundle.join("report.html").display()));
        }
    }
    custody.write()?;
    Ok(Exit::Done)
}

fn report_language(language: Language) -> ReportLanguage {
    match language {
        Language::En => ReportLanguage::English,
        Language::De => ReportLanguage::German,
    }
}

/// The documents alone; a redacted edition is sealed, with a statement that names the full one.
fn write_documents(folder: &Path, arguments: &Report, inspection: &Inspection) -> Result<()> {
    check_target(folder, false)?;
    if arguments.redacted {
        check_protected(inspection)?;
        if bundle::signature(&arguments.bundle).is_none() {
            complain(&format!(
                "banbury: {} is not signed: its first signature changes the statement that this edition names",
                arguments.bundle.display()
            ));
        }
    }
    let written = Bundle::begin(folder)?;
    let document = |form| {
        let full = Edition::of(inspection, form);
        let language = arguments.lang.map_or(full.language, report_language);
        banbury_report::document(inspection, Edition { language, redacted: arguments.redacted, ..full })
    };
    let page = banbury_report::report_page(&document(Form::Page));
    write_synced(&written.path().join("report.html"), &page)?;
    let listed = |name: &str| bundle::file(&arguments.bundle, name);
    paper::write(written.path(), &document(Form::Paper), &listed)?;
    if arguments.redacted {
        seal_redacted(written.path(), &arguments.bundle, inspection)?;
    }
    written.finish()
}

/// Whoever named something to be protected that is not there meant something that would be published.
fn check_protected(inspection: &Inspection) -> Result<()> {
    match banbury_report::unknown_protected(inspection).as_slice() {
        [] => Ok(()),
        names => bail!(
            "[redaction] of the case protects {}, which is neither a rule that ran nor the beginning of a finding's \
             fingerprint: correct the case file and run it again, so that nothing is published by mistake",
            names.join(", ")
        ),
    }
}

fn seal_redacted(folder: &Path, full: &Path, inspection: &Inspection) -> Result<()> {
    let statement =
        bundle::file(full, "statement.json")?.with_context(|| format!("{} has no statement.json", full.display()))?;
    let inputs = StatementInputs {
        drop: inspection.manifest.digest(),
        tool: &inspection.tool,
        rulesets: &inspection.files_in_force(),
        demonstration: inspection.marking.demonstration,
        redacted_from: Some(Digest::of(&statement)),
    };
    seal_bundle(folder, &inputs)?;
    Ok(())
}
