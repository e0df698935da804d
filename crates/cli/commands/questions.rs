use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use banbury_casework::{Action, resolve};
use banbury_evidence::{Answer, Digest};

use super::triage::today;
use crate::arguments::Questions;
use crate::bundle::{self, write_whole};
use crate::casebook;
use crate::custody::{Custody, who};
use crate::exit::Exit;
use crate::terminal::{say, say_bytes};

/// The longest text file that is read, in bytes: the log takes less.
const LONGEST: u64 = 1 << 20;

pub fn questions(arguments: &Questions) -> Result<Exit> {
    if arguments.answer.is_some() || !arguments.ask.is_empty() {
        return write(arguments);
    }
    let inspection = bundle::read(&arguments.bundle)?;
    let (name, bytes) = match (arguments.csv, arguments.json) {
        (true, _) => ("questions.csv", banbury_report::questions_csv(&inspection)?),
        (_, true) => ("questions.json", banbury_report::questions_json(&inspection)?),
        _ => ("questions.txt", banbury_report::questions_text(&inspection).into_bytes()),
    };
    let evaluator = inspection.case.as_ref().map(|case| case.evaluator.as_str());
    let mut custody = Custody::beside(&arguments.bundle, who(arguments.by.as_deref(), evaluator)?)?;
    match &arguments.output {
        Some(output) => write_whole(output, &bytes)?,
        None => say_bytes(&bytes),
    }
    // A list on the terminal goes nowhere.
    if arguments.output.is_some() || arguments.csv || arguments.json {
        custody.note(Action::Exported, name, Digest::of(&bytes));
        custody.write()?;
    }
    Ok(Exit::Done)
}

/// Writes one question about several findings, or one answer of the vendor.
fn write(arguments: &Questions) -> Result<Exit> {
    let Some(by) = &arguments.by else { bail!("somebody asks, and somebody takes the answer down: give --by NAME") };
    let (inspection, mut log) = casebook::open_to_write(&arguments.bundle)?;
    let custody = Custody::beside(&arguments.bundle, who(Some(by), None)?)?;
    let before = log.bytes().to_vec();
    let text = match (&arguments.text, &arguments.text_file) {
        (Some(text), _) => text.clone(),
        (None, Some(file)) => read_text(file)?,
        (None, None) => bail!("say what is asked or answered: --text or --text-file"),
    };
    let on = arguments.on.unwrap_or_else(today);
    let (number, what) = match &arguments.answer {
        Some(report) => {
            let number = number(report)?;
            log.answer(number, Answer { text, on, by: by.clone() })?;
            (number, "answered")
        }
        None => {
            let finding = |prefix: &String| match resolve(&inspection.findings, prefix) {
                Ok(finding) => Ok(finding.fingerprints.in_place.clone()),
                Err(why) => Err(anyhow!("{prefix}: {why}")),
            };
            let findings = arguments.ask.iter().map(finding).collect::<Result<_>>()?;
            (log.ask(findings, text, by.clone(), on)?, "asked")
        }
    };
    casebook::write(&arguments.bundle, &before, &log, custody)?;
    say(&format!("OR-{number}: {what}"));
    Ok(Exit::Done)
}

/// The number of `OR-3`.
fn number(report: &str) -> Result<u64> {
    let digits = report.strip_prefix("OR-").unwrap_or(report);
    digits.parse().ok().with_context(|| format!("`{report}` is no observation report: OR-3 is one"))
}

fn read_text(path: &Path) -> Result<String> {
    let failed = || format!("{} cannot be read", path.display());
    let mut bytes = Vec::new();
    File::open(path).with_context(failed)?.take(LONGEST).read_to_end(&mut bytes).with_context(failed)?;
    String::from_utf8(bytes).map_err(|_| {
        anyhow!("{} is not UTF-8: convert it, so that what is taken down is what was said", path.display())
    })
}
