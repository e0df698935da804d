use std::fmt::Write as _;

use banbury_evidence::{DropPath, Inspection, RuleId, Severity};

use crate::visible::Visible;

/// `--format text`: one finding a line, as compilers write them: `path:line:column: severity: message [rule]`.
///
/// Hostile characters are made visible, so that a line is a finding and nothing acts on the terminal.
pub fn text_findings(inspection: &Inspection) -> String {
    let mut text = String::new();
    for finding in &inspection.findings {
        let start = finding.location.start;
        let place = format!("{}:{}", start.line, start.column);
        let rest = describe(finding.severity, &finding.message, &finding.rule);
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}:{place}: {rest}", show(&finding.location.path));
    }
    text
}

pub(super) fn show(path: &DropPath) -> String {
    Visible::line(path.as_str()).into_string()
}

pub(super) fn describe(severity: Severity, message: &str, rule: &RuleId) -> String {
    format!("{severity}: {} [{}]", Visible::prose(message).as_str(), Visible::line(&rule.0).as_str())
}
