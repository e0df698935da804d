use banbury_evidence::DropSource;
use maud::{Markup, html};

use super::MOST_ROWS;
use super::parts::{amount, cut_note, prose};
use crate::visible::Shown;

pub(super) fn body(shown: &Shown) -> Markup {
    let manifest = &shown.inspection.manifest;
    let rows = manifest.anomalies.len().min(MOST_ROWS);
    html! {
        @if manifest.anomalies.is_empty() {
            p { "Nothing about the entries of the drop was out of the ordinary." }
        } @else {
            p { "Entries with something that an honest drop has no need of: " (amount(manifest.anomalies.len())) "." }
            table {
                thead { tr { th scope="col" { "Entry" } th scope="col" { "What is odd" } th scope="col" { "Particulars" } } }
                tbody {
                    @for anomaly in manifest.anomalies.iter().take(rows) {
                        tr {
                            td { code .path { (anomaly.path) } }
                            td { code { (anomaly.kind.name()) } br; (anomaly.kind.text()) }
                            td { (prose(&anomaly.detail)) }
                        }
                    }
                }
            }
            (cut_note(rows, manifest.anomalies.len(), "manifest.json"))
        }
        @if let DropSource::Git(facts) = &manifest.source {
            (work_tree(facts))
        }
    }
}

fn work_tree(facts: &banbury_evidence::GitFacts) -> Markup {
    let rows = facts.work_tree.len().min(MOST_ROWS);
    html! {
        h3 { "Work tree against commit" }
        @if facts.work_tree.is_empty() {
            p { "No difference was found, or there is no work tree." }
        } @else {
            p { "The commit was inspected, not the work tree. Differences between them: " (amount(facts.work_tree.len())) "." }
            table .compact {
                thead { tr { th scope="col" { "File" } th scope="col" { "Change" } } }
                tbody {
                    @for change in facts.work_tree.iter().take(rows) {
                        tr { td { code .path { (change.path) } } td { (change.change) } }
                    }
                }
            }
            (cut_note(rows, facts.work_tree.len(), "manifest.json"))
        }
    }
}
