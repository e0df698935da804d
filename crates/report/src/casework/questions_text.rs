use std::fmt::Write as _;

use banbury_evidence::Inspection;

use super::question::{Asked, place, wording};
use crate::visible::Visible;

/// The observation reports for the terminal: number and status, what is asked, about what, and what was answered.
pub fn questions_text(inspection: &Inspection) -> String {
    let asked = Asked::of(inspection);
    let mut text = String::new();
    for question in &inspection.triage.questions {
        let about = asked.about(question);
        let (by, on) = (Visible::line(&question.by), question.on);
        // Writing to a String cannot fail.
        let _ = writeln!(text, "OR-{}  {}, asked by {} on {on}", question.number, question.status, by.as_str());
        let _ = writeln!(text, "  {}", Visible::prose(wording(question, &about)).as_str());
        for finding in about {
            let (rule, place) = (Visible::line(&finding.rule.0), Visible::line(&place(finding)));
            let fingerprint: String = finding.fingerprints.in_place.chars().take(12).collect();
            let fingerprint = Visible::line(&fingerprint);
            let _ = writeln!(
                text,
                "  {fingerprint:12}  {:8}  {} {}",
                finding.severity,
                place.as_str(),
                rule.as_str(),
                fingerprint = fingerprint.as_str()
            );
        }
        for answer in &question.answers {
            let _ = writeln!(text, "  answered on {}: {}", answer.on, Visible::prose(&answer.text).as_str());
        }
    }
    if text.is_empty() {
        text.push_str("No finding is confirmed or needs the vendor: there is nothing to ask.\n");
    }
    text
}
