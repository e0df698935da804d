use banbury_evidence::{FileCoverage, Inspection, Status};

use super::model::{Descriptor, Message, Notification, Reference};
use super::places;
use super::rules::friendly_name;
use crate::visible::Visible;

/// Id, what it means, and what to do about it.
const KINDS: [(&str, &str, &str); 3] = [
    (
        "file-not-inspected",
        "A file of the drop was not inspected, or not as it should have been.",
        "See coverage.json for its status and the reason; the findings say nothing about it.",
    ),
    (
        "file-partly-parsed",
        "Stretches of a file could not be parsed.",
        "Rules on the syntax tree did not see them. See coverage.json for the byte ranges.",
    ),
    ("rule-not-run", "A rule did not run.", "See coverage.json for the reason; what it looks for was not looked for."),
];

pub(super) fn descriptors() -> Vec<Descriptor<()>> {
    KINDS
        .iter()
        .map(|(id, meaning, help)| Descriptor {
            id: Visible::line(id),
            name: friendly_name(id),
            short_description: Message::of(meaning),
            full_description: Message::of(&format!("{meaning} {help}")),
            help: Message::of(help),
            default_configuration: None,
            properties: None,
        })
        .collect()
}

/// What was not looked at. coverage.json says the same in full.
pub(super) fn of(inspection: &Inspection) -> Vec<Notification> {
    let files = inspection.coverage.files.iter().filter_map(of_file);
    let rules = inspection.coverage.rules_not_run.iter().map(|rule| Notification {
        descriptor: kind(2),
        associated_rule: Some(Reference { id: Visible::line(&rule.id.0), index: None }),
        level: "warning",
        message: Message::of(&format!("The rule {} did not run: {}", rule.id, rule.reason)),
        locations: Vec::new(),
    });
    files.chain(rules).collect()
}

fn of_file(file: &FileCoverage) -> Option<Notification> {
    let (kind_index, level) = match file.status {
        _ if file.is_uninspected() => (0, "error"),
        Status::Skipped => (0, "note"),
        Status::Partial => (1, "note"),
        _ => return None,
    };
    let status = file.status.name();
    let text = match &file.reason {
        Some(reason) => format!("{status}: {}", reason.text),
        None => {
            format!("{status}: {} bytes could not be parsed", file.unparsed.iter().map(|span| span.len()).sum::<u64>())
        }
    };
    Some(Notification {
        descriptor: kind(kind_index),
        associated_rule: None,
        level,
        message: Message::of(&text),
        locations: vec![places::whole_file(&file.path)],
    })
}

fn kind(index: usize) -> Reference {
    let id = KINDS.get(index).map_or("", |(id, ..)| id);
    Reference { id: Visible::line(id), index: Some(index) }
}
