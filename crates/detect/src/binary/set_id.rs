use banbury_evidence::{Entry, EntryKind, Finding, RuleId, Severity, Span};

use super::{binary_hit, of_content};
use crate::findings::into_findings;

/// The bits of a mode with which a program runs as its owner or its group (chmod(2)).
const SET_USER_ID: u32 = 0o4000;
const SET_GROUP_ID: u32 = 0o2000;

/// The finding on a file that runs with its owner's or its group's rights, if it does (class 25).
pub fn set_id_findings(entry: &Entry, severity: &dyn Fn(&RuleId) -> Severity) -> Option<Finding> {
    let mode = entry.mode.filter(|mode| mode & (SET_USER_ID | SET_GROUP_ID) != 0)?;
    let EntryKind::File(facts) = &entry.kind else { return None };
    let whose = match (mode & SET_USER_ID != 0, mode & SET_GROUP_ID != 0) {
        (true, true) => "its owner and its group",
        (true, false) => "its owner",
        _ => "its group",
    };
    let shown = format!("mode {mode:04o}");
    let message = format!(
        "This file has {shown}: whoever starts it has the rights of {whose}. Look what it does with its arguments and its environment, and whether it must have them."
    );
    let mut hit = binary_hit("file-runs-as-owner", Span { start: 0, end: 0 }, shown, message);
    hit.context = of_content(hit.context, &facts.sha256);
    into_findings(&entry.path, vec![hit], severity).pop()
}
