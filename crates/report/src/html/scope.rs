use banbury_evidence::{FileCoverage, Status};
use maud::{Markup, html};

use super::MOST_ROWS;
use super::parts::{amount, cut_note, number, paragraphs, percent, prose};
use crate::tally::Tally;
use crate::visible::Shown;

pub(super) fn body(shown: &Shown, tally: &Tally) -> Markup {
    let inspection = &shown.inspection;
    let files = &inspection.coverage.files;
    let of_status = |status| -> Vec<&FileCoverage> {
        files.iter().filter(|file| file.status == status && !file.is_uninspected()).collect()
    };
    html! {
        h3 { "Scope" }
        div .words { (paragraphs(&inspection.case.as_ref().map_or_else(String::new, |case| case.scope.clone()))) }
        h3 { "What was not looked at" }
        p { "Everything in this list is outside what the findings of this report can speak for." }
        (could_not(&tally.uninspected))
        (list("Skipped: recorded, but there was nothing to inspect", &of_status(Status::Skipped)))
        (list("Read as text only: no syntax tree, so only rules on text saw them", &of_status(Status::Lexical)))
        (list("Binary: not source, so no rule on source saw them", &of_status(Status::Binary)))
        (partly_parsed(&of_status(Status::Partial)))
        h4 { "Rules that did not run" }
        @if inspection.coverage.rules_not_run.is_empty() {
            p { "None: every rule of every ruleset ran." }
        } @else {
            table {
                thead { tr { th scope="col" { "Rule" } th scope="col" { "Reason" } } }
                tbody {
                    @for rule in &inspection.coverage.rules_not_run {
                        tr { td { code { (rule.id.0) } } td { (prose(&rule.reason)) } }
                    }
                }
            }
        }
        h4 { "Comments that ask tools to keep silent" }
        @if inspection.coverage.suppressions.is_empty() {
            p { "None was found." }
        } @else {
            p { "They hide nothing here: a finding that one speaks of says so. Their number tells what other tools were kept from telling." }
            table .compact {
                thead { tr { th scope="col" { "Form" } th scope="col" .number { "In the drop" } } }
                tbody {
                    @for (form, count) in &inspection.coverage.suppressions {
                        tr { td { code { (form) } } td .number { (number(*count)) } }
                    }
                }
            }
        }
        @if inspection.comparison.is_none() {
            h4 { "Rebuild" }
            p { "Nothing was rebuilt: this report says nothing on whether shipped binaries come from this source." }
        }
        @if inspection.trend.is_none() {
            h4 { "Earlier releases" }
            p { "No earlier inspection was given: this report says nothing on what is new." }
        }
    }
}

/// These are what exit code 3 stands for, so they are in plain sight.
fn could_not(files: &[&FileCoverage]) -> Markup {
    html! {
        h4 { "Files that could not be inspected" }
        @if files.is_empty() { p { "None." } } @else { (table(files)) }
    }
}

fn list(title: &'static str, files: &[&FileCoverage]) -> Markup {
    html! {
        @if !files.is_empty() {
            details { summary { (title) " (" (amount(files.len())) ")" } (table(files)) }
        }
    }
}

fn table(files: &[&FileCoverage]) -> Markup {
    let rows = files.len().min(MOST_ROWS);
    html! {
        table {
            thead {
                tr {
                    th scope="col" { "File" } th scope="col" { "Status" } th scope="col" .number { "Bytes" }
                    th scope="col" { "Reason" }
                }
            }
            tbody {
                @for file in files.iter().take(rows) {
                    tr {
                        td { code .path { (file.path) } }
                        td .word { (file.status.name()) }
                        td .number { (number(file.bytes)) }
                        td { @if let Some(reason) = &file.reason { (prose(&reason.text)) } }
                    }
                }
            }
        }
        (cut_note(rows, files.len(), "coverage.json"))
    }
}

fn partly_parsed(files: &[&FileCoverage]) -> Markup {
    let unparsed = |file: &FileCoverage| file.unparsed.iter().map(|span| span.len()).sum::<u64>();
    let rows = files.len().min(MOST_ROWS);
    html! {
        @if !files.is_empty() {
            details {
                summary { "Parsed in part: stretches that rules on the syntax tree did not see (" (amount(files.len())) ")" }
                table {
                    thead {
                        tr {
                            th scope="col" { "File" } th scope="col" .number { "Stretches" }
                            th scope="col" .number { "Bytes not parsed" } th scope="col" .number { "Share" }
                        }
                    }
                    tbody {
                        @for file in files.iter().take(rows) {
                            tr {
                                td { code .path { (file.path) } }
                                td .number { (amount(file.unparsed.len())) }
                                td .number { (number(unparsed(file))) }
                                td .number { (percent(unparsed(file), file.bytes)) }
                            }
                        }
                    }
                }
                (cut_note(rows, files.len(), "coverage.json"))
                p { "The byte ranges stand in " code { "coverage.json" } "." }
            }
        }
    }
}
