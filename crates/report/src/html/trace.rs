use std::collections::BTreeSet;

use banbury_evidence::Finding;
use maud::{Markup, html};

use super::excerpt::excerpt;
use super::parts::{amount, place, prose};

/// How a construct comes about, step by step, each with its place, its line of source and what happens there.
pub(super) fn trace(finding: &Finding) -> Markup {
    html! {
        @if !finding.trace.is_empty() {
            h4 { "How it comes about: " (extent(finding)) }
            (steps(finding))
        }
    }
}

/// The same for a list, where it opens on demand; on paper it is open.
pub(super) fn folded_trace(finding: &Finding) -> Markup {
    html! {
        @if !finding.trace.is_empty() {
            details .trace-of { summary { "How it comes about: " (extent(finding)) } (steps(finding)) }
        }
    }
}

fn extent(finding: &Finding) -> String {
    let files: BTreeSet<&str> = finding.trace.iter().map(|step| step.location.path.as_str()).collect();
    let steps = match finding.trace.len() {
        1 => "1 step".to_owned(),
        count => format!("{} steps", amount(count)),
    };
    match files.len() {
        1 => steps,
        count => format!("{steps} across {} files", amount(count)),
    }
}

fn steps(finding: &Finding) -> Markup {
    html! {
        ol .trace {
            @for step in &finding.trace {
                li {
                    p { (place(step.location.path.as_str(), step.location.start.line)) ": " (prose(&step.note)) }
                    (excerpt(&step.snippet, &step.location))
                }
            }
        }
    }
}

/// The reading in which alone a finding holds.
pub(super) fn reading(finding: &Finding) -> Markup {
    html! {
        @if let Some(reading) = &finding.reading {
            p .note { "Holds in one reading of the file: " strong { (prose(reading)) } "." }
        }
    }
}
