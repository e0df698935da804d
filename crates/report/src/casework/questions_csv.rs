use banbury_evidence::Inspection;

use super::question::{Asked, place, wording};
use crate::ReportError;
use crate::csv_view::{inert, table};

/// The observation reports as a table for spreadsheets, in which no field acts as a formula: a line for each finding that
/// one is about.
///
/// # Errors
/// If it cannot be written, which does not happen in memory.
pub fn questions_csv(inspection: &Inspection) -> Result<Vec<u8>, ReportError> {
    let header = [
        "report",
        "status",
        "severity",
        "rule",
        "place",
        "fingerprint",
        "question",
        "asked_by",
        "asked_on",
        "answered_on",
        "answer",
    ];
    let asked = Asked::of(inspection);
    let rows = inspection.triage.questions.iter().flat_map(|question| {
        let about = asked.about(question);
        let question_text = wording(question, &about).to_owned();
        let answered_on: Vec<String> = question.answers.iter().map(|answer| answer.on.to_string()).collect();
        let answers: Vec<&str> = question.answers.iter().map(|answer| answer.text.as_str()).collect();
        let (answered_on, answers) = (answered_on.join(" "), answers.join(" / "));
        about.into_iter().map(move |finding| {
            [
                format!("OR-{}", question.number),
                question.status.to_string(),
                finding.severity.to_string(),
                inert(&finding.rule.0),
                inert(&place(finding)),
                inert(&finding.fingerprints.in_place),
                inert(&question_text),
                inert(&question.by),
                question.on.to_string(),
                answered_on.clone(),
                inert(&answers),
            ]
        })
    });
    table(header, rows)
}
