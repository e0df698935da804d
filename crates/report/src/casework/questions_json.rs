use banbury_evidence::{Date, DropPath, Finding, Inspection, RuleId, Severity};
use serde::Serialize;

use super::question::{Asked, wording};
use crate::{ReportError, to_json};

#[derive(Serialize)]
struct QuestionsV1<'a> {
    schema: &'static str,
    drop: String,
    reports: Vec<ReportV1<'a>>,
}

#[derive(Serialize)]
struct ReportV1<'a> {
    report: String,
    status: String,
    question: &'a str,
    asked_by: &'a str,
    asked_on: Date,
    carried_from: Option<&'a str>,
    findings: Vec<FindingV1<'a>>,
    answers: Vec<AnswerV1<'a>>,
}

#[derive(Serialize)]
struct FindingV1<'a> {
    fingerprint: &'a str,
    rule: &'a RuleId,
    severity: Severity,
    path: &'a DropPath,
    line: u32,
    message: &'a str,
}

#[derive(Serialize)]
struct AnswerV1<'a> {
    text: &'a str,
    on: Date,
    taken_down_by: &'a str,
}

/// The observation reports for other programs. Nothing in it acts in a terminal, an editor or a page: what could stands as
/// `\uXXXX`.
///
/// # Errors
/// If it cannot be serialised, which does not happen for an inspection that this program made.
pub fn questions_json(inspection: &Inspection) -> Result<Vec<u8>, ReportError> {
    let asked = Asked::of(inspection);
    let reports = inspection.triage.questions.iter().map(|question| {
        let about = asked.about(question);
        ReportV1 {
            report: format!("OR-{}", question.number),
            status: question.status.to_string(),
            question: wording(question, &about),
            asked_by: &question.by,
            asked_on: question.on,
            carried_from: question.carried_from.as_ref().map(|origin| origin.release.as_str()),
            findings: about.iter().map(|finding| of_finding(finding)).collect(),
            answers: question
                .answers
                .iter()
                .map(|answer| AnswerV1 { text: &answer.text, on: answer.on, taken_down_by: &answer.by })
                .collect(),
        }
    });
    let drop = inspection.manifest.digest().to_string();
    let json =
        to_json("questions.json", &QuestionsV1 { schema: "banbury.questions/v1", drop, reports: reports.collect() })?;
    Ok(without_markup(&json))
}

/// Angle brackets and ampersands stand in strings alone, and a parser reads their escapes as themselves.
fn without_markup(json: &[u8]) -> Vec<u8> {
    let mut inert = Vec::with_capacity(json.len());
    for byte in json {
        match byte {
            b'<' => inert.extend_from_slice(b"\\u003c"),
            b'>' => inert.extend_from_slice(b"\\u003e"),
            b'&' => inert.extend_from_slice(b"\\u0026"),
            other => inert.push(*other),
        }
    }
    inert
}

fn of_finding(finding: &Finding) -> FindingV1<'_> {
    FindingV1 {
        fingerprint: &finding.fingerprints.in_place,
        rule: &finding.rule,
        severity: finding.severity,
        path: &finding.location.path,
        line: finding.location.start.line,
        message: &finding.message,
    }
}
