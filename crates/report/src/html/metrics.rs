use banbury_evidence::{CodePlace, DuplicateGroup, Metrics};
use maud::{Markup, html};

use super::parts::{amount, cut_note, number, percent};
use crate::visible::Shown;

pub(super) fn body(shown: &Shown) -> Markup {
    let metrics = &shown.inspection.metrics;
    html! {
        p {
            "Measured are the files that were parsed, in languages that have functions. A duplicated block is one that stands elsewhere "
            "in the drop too, equal but for layout, comments, literals, and names that were replaced throughout; it has at least "
            "100 tokens and 10 lines. Imports, lists of data and of members, and repetition inside one list do not count. Commented-out code is a comment that parses as code."
        }
        @if metrics.languages.is_empty() {
            p { "No such file was parsed." }
        } @else {
            (languages(metrics))
            h3 { "Largest duplicated blocks" }
            @if metrics.duplicates.is_empty() { p { "None." } } @else { (duplicates(metrics)) }
            h3 { "Largest commented-out code" }
            @if metrics.commented_out.is_empty() { p { "None." } } @else { (commented_out(metrics)) }
        }
    }
}

fn languages(metrics: &Metrics) -> Markup {
    html! {
        table .compact {
            thead {
                tr {
                    th scope="col" { "Language" } th scope="col" .number { "Files" } th scope="col" .number { "Lines" }
                    th scope="col" .number { "Duplicated lines" } th scope="col" .number { "Share" }
                    th scope="col" .number { "Commented-out lines" }
                }
            }
            tbody {
                @for sums in &metrics.languages {
                    tr {
                        th scope="row" .word { (sums.language) }
                        td .number { (number(sums.files)) } td .number { (number(sums.lines)) }
                        td .number { (number(sums.duplicated_lines)) }
                        td .number { (percent(sums.duplicated_lines, sums.lines)) }
                        td .number { (number(sums.commented_out_lines)) }
                    }
                }
            }
        }
    }
}

/// How many places of one group are shown.
const MOST_PLACES: usize = 50;

fn duplicates(metrics: &Metrics) -> Markup {
    html! {
        p {
            "The largest of " (number(metrics.duplicate_groups)) " groups, ranked by the tokens that could go if one place were left. "
            "Lines and tokens are what is known to be equal; a block may reach further at both ends."
        }
        @for group in &metrics.duplicates { (places(group)) }
    }
}

fn places(group: &DuplicateGroup) -> Markup {
    html! {
        table .compact {
            caption { (amount(group.places.len())) " places, " (number(group.redundant())) " tokens too many" }
            thead { tr { th scope="col" { "Place" } th scope="col" .number { "Lines" } th scope="col" .number { "Tokens" } } }
            tbody {
                @for place in group.places.iter().take(MOST_PLACES) {
                    tr {
                        td { (stretch(place.path.as_str(), place.first_line, place.last_line)) }
                        td .number { (number(lines(place))) }
                        td .number { (number(place.tokens.into())) }
                    }
                }
            }
        }
        (cut_note(group.places.len().min(MOST_PLACES), group.places.len(), "metrics.json"))
    }
}

fn lines(place: &CodePlace) -> u64 {
    u64::from(place.last_line.saturating_sub(place.first_line)) + 1
}

fn commented_out(metrics: &Metrics) -> Markup {
    let largest = metrics.largest_commented_out();
    html! {
        table .compact {
            thead { tr { th scope="col" { "Place" } th scope="col" .number { "Lines" } } }
            tbody {
                @for comment in &largest {
                    tr {
                        td { (stretch(comment.path.as_str(), comment.first_line, comment.last_line)) }
                        td .number { (number(comment.lines())) }
                    }
                }
            }
        }
        (cut_note(largest.len(), metrics.commented_out.len(), "metrics.json"))
    }
}

/// Lines of a file.
fn stretch(path: &str, first: u32, last: u32) -> Markup {
    html! { code .path { (path) ":" (first) @if last > first { "–" (last) } } }
}
