use banbury_evidence::{Anomaly, Digest, DropPath, Finding, Position, RuleId, Severity, Snippet, Span};

use super::text::{is_bidi_control, is_invisible};
use crate::findings::{Anchor, Hit, into_findings};

/// Findings on directory entries: what intake found odd about them.
pub fn anomaly_findings(anomalies: &[Anomaly], severity: &dyn Fn(&RuleId) -> Severity) -> Vec<Finding> {
    anomalies
        .iter()
        .flat_map(|anomaly| {
            let message = format!("{} {}", anomaly.kind.text(), anomaly.detail).trim().to_owned();
            into_findings(&anomaly.path, vec![entry_hit(anomaly.kind.name(), message, &anomaly.detail)], severity)
        })
        .collect()
}

/// The finding on a file name that shows as another one, if it does.
pub fn deceptive_name(path: &DropPath, severity: &dyn Fn(&RuleId) -> Severity) -> Option<Finding> {
    let odd: Vec<String> = path
        .as_str()
        .chars()
        .filter(|character| is_bidi_control(*character) || is_invisible(*character))
        .map(|character| format!("U+{:04X}", u32::from(character)))
        .collect();
    if odd.is_empty() {
        return None;
    }
    let message = format!("The file name holds {}: it shows as another name than it is.", odd.join(", "));
    into_findings(path, vec![entry_hit("file-name-deceptive", message, path.as_str())], severity).pop()
}

/// A hit on an entry as a whole.
fn entry_hit(rule: &str, message: String, identity: &str) -> Hit {
    let start = Position { line: 1, column: 1 };
    let identity = Digest::of(identity.as_bytes());
    Hit {
        rule: RuleId(rule.to_owned()),
        message,
        span: Span { start: 0, end: 0 },
        start,
        end: start,
        function: None,
        snippet: Snippet::default(),
        reading: None,
        anchor: Anchor { in_function: identity, text: identity },
        context: identity,
        suppressions: Vec::new(),
        trace: Vec::new(),
    }
}
