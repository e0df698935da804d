use std::collections::BTreeMap;

use banbury_evidence::{Language, Status};
use maud::{Markup, html};

use super::parts::{amount, number, percent};
use crate::tally::Tally;
use crate::visible::Shown;

/// The bar's width in its own units.
const BAR: u64 = 1_000;

/// Sums over the files of one kind.
#[derive(Default)]
struct Sums {
    by_status: BTreeMap<Status, u64>,
    files: u64,
    bytes: u64,
    /// Bytes in files that have a tree, and how many of them stand under syntax errors.
    with_tree: u64,
    unparsed: u64,
    /// Bytes in files that could not be inspected.
    uninspected: u64,
}

pub(super) fn body(shown: &Shown, tally: &Tally) -> Markup {
    let mut by_language: BTreeMap<Option<Language>, Sums> = BTreeMap::new();
    let mut total = Sums::default();
    for file in &shown.inspection.coverage.files {
        for sums in [by_language.entry(file.language).or_default(), &mut total] {
            *sums.by_status.entry(file.status).or_default() += 1;
            sums.files += 1;
            sums.bytes = sums.bytes.saturating_add(file.bytes);
            if matches!(file.status, Status::Parsed | Status::Partial) {
                sums.with_tree = sums.with_tree.saturating_add(file.bytes);
                sums.unparsed += file.unparsed.iter().map(|span| span.len()).sum::<u64>();
            }
            if file.is_uninspected() {
                sums.uninspected = sums.uninspected.saturating_add(file.bytes);
            }
        }
    }
    html! {
        p {
            (number(total.files)) " entries were booked, with " (number(total.bytes)) " bytes. " (number(total.with_tree))
            " bytes stand in files that have a syntax tree; " (number(total.unparsed)) " of these (" (percent(total.unparsed, total.with_tree))
            ") under syntax errors. " (number(total.uninspected)) " bytes (" (percent(total.uninspected, total.bytes))
            " of all) stand in files that could not be inspected."
        }
        (bar(tally, total.files))
        table .dense {
            caption { "Files by language and status" }
            thead {
                tr {
                    th scope="col" { "Language" }
                    @for status in Status::ALL { th scope="col" .number { (status.name()) } }
                    th scope="col" .number { "files" } th scope="col" .number { "bytes" } th scope="col" .number { "not inspected" } th scope="col" .number { "under errors" }
                }
            }
            tbody {
                @for (language, sums) in &by_language {
                    (row(language.map_or("other", Language::name), sums))
                }
            }
            tfoot { (row("all", &total)) }
        }
        p {
            "Not inspected: the share of the bytes in files that could not be inspected. Under errors: the share of the bytes under syntax errors, in "
            "files that have a tree. Every file stands in " code { "coverage.json" } "."
        }
    }
}

fn row(name: &str, sums: &Sums) -> Markup {
    html! {
        tr {
            th scope="row" .word { (name) }
            @for status in Status::ALL {
                td .number { (number(sums.by_status.get(&status).copied().unwrap_or_default())) }
            }
            td .number { (number(sums.files)) }
            td .number { (number(sums.bytes)) }
            td .number { (percent(sums.uninspected, sums.bytes)) }
            td .number { (percent(sums.unparsed, sums.with_tree)) }
        }
    }
}

/// The statuses side by side; the table says the same in numbers.
fn bar(tally: &Tally, total: u64) -> Markup {
    let mut start = 0;
    let mut parts = Vec::new();
    for status in Status::ALL {
        let count = tally.by_status.get(&status).copied().unwrap_or_default();
        if let Some(width) = (count * BAR).checked_div(total).filter(|_| count > 0) {
            // A status that occurs is seen, however rare it is.
            let width = width.max(3);
            parts.push((status, count, start, width));
            start += width;
        }
    }
    html! {
        @if !parts.is_empty() {
            svg .bar viewBox={ "0 0 " (start) " 20" } preserveAspectRatio="none" aria-hidden="true" {
                @for (status, _, start, width) in &parts {
                    rect class={ "fill " (status.name()) } x=(start) y="0" width=(width) height="20" {}
                }
            }
            ul .legend {
                @for (status, count, ..) in &parts {
                    li {
                        svg .key viewBox="0 0 10 10" aria-hidden="true" {
                            rect class={ "fill " (status.name()) } width="10" height="10" {}
                        }
                        " " (status.name()) " " (amount(*count as usize))
                    }
                }
            }
        }
    }
}
