use banbury_evidence::{Artefact, Verdict};
use maud::{Markup, html};

use super::MOST_ROWS;
use super::parts::{amount, cut_note, number, prose};
use crate::tally::Tally;
use crate::visible::Shown;

/// How many masked ranges or differences of one artefact are listed.
const MOST_PER_ARTEFACT: usize = 20;

pub(super) fn body(shown: &Shown, tally: &Tally) -> Markup {
    let Some(comparison) = &shown.inspection.comparison else {
        return html! {
            p { "Nothing was rebuilt or compared. Whether the shipped binaries come from this source is not known." }
        };
    };
    let rows = comparison.artefacts.len().min(MOST_ROWS);
    html! {
        p {
            "Each shipped artefact is compared with what the recipe builds from the drop. Only " em { "identical" } " and " em { "equivalent" }
            " pass; a share of equal bytes is no measure, since one byte can matter."
        }
        table .compact {
            caption { "Scoreboard" }
            thead { tr { th scope="col" { "Verdict" } th scope="col" { "Meaning" } th scope="col" .number { "Artefacts" } } }
            tbody {
                @for verdict in Verdict::ALL {
                    tr {
                        th scope="row" { (verdict_badge(verdict)) }
                        td { (meaning(verdict)) }
                        td .number { (number(tally.by_verdict.get(&verdict).copied().unwrap_or_default())) }
                    }
                }
            }
        }
        h3 { "Artefact by artefact" }
        @if comparison.artefacts.is_empty() { p { "There was none to compare." } }
        @else {
            table {
                thead { tr { th scope="col" { "Artefact" } th scope="col" { "Verdict" } th scope="col" { "Evidence" } } }
                tbody {
                    @for artefact in comparison.artefacts.iter().take(rows) {
                        tr {
                            td { code .path { (artefact.path) } }
                            td { (verdict_badge(artefact.verdict)) }
                            td { (evidence(artefact)) }
                        }
                    }
                }
            }
        }
        (cut_note(rows, comparison.artefacts.len(), "rebuild.json"))
        @if !comparison.build.is_empty() {
            h3 { "Build environment and steps" }
            ol .steps { @for step in &comparison.build { li { (prose(step)) } } }
        }
    }
}

fn verdict_badge(verdict: Verdict) -> Markup {
    let class = if verdict.passes() { "badge pass" } else { "badge fail" };
    html! { span class=(class) { (verdict.name()) } }
}

fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Identical => "the same bytes",
        Verdict::Equivalent => "the same but for ranges masked under named rules",
        Verdict::DiffersExplained => "different, for a cause that a further rebuild confirmed",
        Verdict::DiffersUnexplained => "different, and the cause is not confirmed",
        Verdict::NotBuilt => "the build did not give it",
        Verdict::Inconclusive => "the comparison could not be carried out to its end",
        Verdict::OnlyInShipped => "shipped, but not among what was rebuilt",
        Verdict::OnlyInRebuilt => "rebuilt, but not among what was shipped",
    }
}

fn evidence(artefact: &Artefact) -> Markup {
    let more = |total: usize| {
        html! {
            @if total > MOST_PER_ARTEFACT { li { "… and " (amount(total - MOST_PER_ARTEFACT)) " more in " code { "rebuild.json" } } }
        }
    };
    html! {
        ul .evidence {
            @for cause in artefact.causes.iter().take(MOST_PER_ARTEFACT) {
                li {
                    strong { (cause.kind) } @if cause.confirmed { " (confirmed)" } @else { " (not confirmed)" }
                    ": " (prose(&cause.detail))
                }
            }
            (more(artefact.causes.len()))
            @for masked in artefact.masked.iter().take(MOST_PER_ARTEFACT) {
                li { "masked under " code { (masked.rule) } ": " (number(masked.length)) " bytes at offset " (number(masked.offset)) }
            }
            (more(artefact.masked.len()))
            @for difference in artefact.differs.iter().take(MOST_PER_ARTEFACT) {
                li { code { (difference.place) } ": " (prose(&difference.detail)) }
            }
            (more(artefact.differs.len()))
        }
    }
}
