use banbury_evidence::{ApiFamily, Redefinition};
use maud::{Markup, html};

use super::MOST_ROWS;
use super::parts::{amount, cut_note, number, percent, place};
use crate::visible::Shown;

pub(super) fn body(shown: &Shown) -> Markup {
    let census = &shown.inspection.census;
    html! {
        p { "Counted are direct invocations and the distinct functions invoked. Invocations in macro bodies are counted once, at the definition, and apart." }
        @if census.families.is_empty() {
            p { "No function of the configured families is called." }
        } @else {
            (families(&census.families))
            details { summary { "Function by function" } (names(&census.families)) }
        }
        h3 { "Safe names that mean something else" }
        @if census.redefinitions.is_empty() {
            p { "No macro gives a safe name another meaning." }
        } @else {
            (redefinitions(&census.redefinitions))
        }
    }
}

fn families(families: &[ApiFamily]) -> Markup {
    html! {
        table .compact {
            thead {
                tr {
                    th scope="col" { "Family" }
                    th scope="col" .number { "Safe functions" } th scope="col" .number { "Calls of them" }
                    th scope="col" .number { "Unsafe functions" } th scope="col" .number { "Calls of them" }
                    th scope="col" .number { "Unsafe share" }
                }
            }
            tbody {
                @for family in families {
                    tr {
                        th scope="row" { (family.family) }
                        td .number { (number(family.safe.functions)) } td .number { (number(family.safe.calls)) }
                        td .number { (number(family.unsafe_.functions)) } td .number { (number(family.unsafe_.calls)) }
                        td .number { (percent(family.unsafe_.calls, family.safe.calls.saturating_add(family.unsafe_.calls))) }
                    }
                }
            }
        }
    }
}

fn names(families: &[ApiFamily]) -> Markup {
    let total = families.iter().map(|family| family.names.len()).sum::<usize>();
    let rows = families.iter().flat_map(|family| family.names.iter().map(move |name| (family, name)));
    html! {
        table .compact {
            thead {
                tr {
                    th scope="col" { "Family" } th scope="col" { "Function" } th scope="col" { "Counts as" }
                    th scope="col" .number { "Calls" } th scope="col" .number { "In macro bodies" }
                }
            }
            tbody {
                @for (family, name) in rows.take(MOST_ROWS) {
                    tr {
                        td { (family.family) }
                        td { code { (name.name) } }
                        td .word { @if name.safe { "safe" } @else { "unsafe" } }
                        td .number { (number(name.calls)) }
                        td .number { (number(name.in_macro_bodies)) }
                    }
                }
            }
        }
        (cut_note(total.min(MOST_ROWS), total, "census.json"))
    }
}

fn redefinitions(redefinitions: &[Redefinition]) -> Markup {
    let rows = redefinitions.len().min(MOST_ROWS);
    html! {
        p { "The source says the name in the second column; what is called in the end stands in the third." }
        table {
            thead {
                tr {
                    th scope="col" { "Defined at" } th scope="col" { "Name" } th scope="col" { "Ends in" }
                    th scope="col" { "By way of" } th scope="col" { "Bound" }
                }
            }
            tbody {
                @for found in redefinitions.iter().take(rows) {
                    tr {
                        td { (place(found.path.as_str(), found.line)) }
                        td { code { (found.name) } }
                        td { code { (found.ends_in) } }
                        td { @if found.via.is_empty() { "–" } @else { code { (found.via.join(" → ")) } } }
                        td .word { @if found.drops_bound { strong { "dropped" } } @else { "kept" } }
                    }
                }
            }
        }
        (cut_note(rows, redefinitions.len(), "census.json"))
        p .quiet { (amount(redefinitions.iter().filter(|found| found.drops_bound).count())) " of " (amount(redefinitions.len())) " drop the bound that the name promises." }
    }
}
