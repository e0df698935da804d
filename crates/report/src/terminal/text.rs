use std::fmt::Write as _;

use banbury_evidence::{DropPath, Inspection, Location, RuleId, Severity};

use crate::visible::Visible;

/// `--format text`: one finding a line, as compilers write them: `path:line:column: severity: message [rule]`. Behind it, each on
/// a line of its own, the notes on it: the steps of its trace, the reading in which it holds, requests for silence.
///
/// Hostile characters are made visible, so that a line is a line and nothing acts on the terminal.
pub fn text_findings(inspection: &Inspection) -> String {
    let mut text = String::new();
    for finding in &inspection.findings {
        let rest = describe(finding.severity, &finding.message, &finding.rule);
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}: {rest}", place_of(&finding.location));
        for step in &finding.trace {
            let note = Visible::prose(&step.note).into_string();
            let _ = writeln!(text, "{}: note: {note}", place_of(&step.location));
        }
        if let Some(reading) = &finding.reading {
            let reading = Visible::line(reading).into_string();
            let _ = writeln!(text, "{}: note: holds in the reading: {reading}", place_of(&finding.location));
        }
        for request in &finding.suppressions {
            let comment = Visible::line(&request.comment).into_string();
            let path = show(&finding.location.path);
            let _ = writeln!(text, "{path}:{}: note: asks tools to keep silent: {comment}", request.line);
        }
    }
    text
}

fn place_of(location: &Location) -> String {
    format!("{}:{}:{}", show(&location.path), location.start.line, location.start.column)
}

pub(super) fn show(path: &DropPath) -> String {
    Visible::line(path.as_str()).into_string()
}

pub(super) fn describe(severity: Severity, message: &str, rule: &RuleId) -> String {
    format!("{severity}: {} [{}]", Visible::prose(message).as_str(), Visible::line(&rule.0).as_str())
}
