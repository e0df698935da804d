use banbury_evidence::{Determinism, DeterminismVerdict};
use maud::{Markup, html};

use super::differences::differences;
use super::listing::several;
use super::room::Room;
use crate::html::MOST_ROWS;
use crate::html::parts::cut_note;

/// Whether two builds of the source agree with each other.
pub(super) fn section(determinism: &[Determinism]) -> Markup {
    let rows = determinism.len().min(MOST_ROWS);
    let listed = || determinism.iter().take(rows);
    let varying = listed().filter(|it| !it.differs.is_empty()).count();
    html! {
        h3 { "Determinism: whether the build repeats itself" }
        p {
            "This is another question than equivalence. The source is built twice under other circumstances, and the two results are compared with "
            "each other, not with what was shipped. A build that varies tells nothing against what was shipped, but makes it harder to compare; "
            "where the build repeats itself, a difference from what was shipped comes from elsewhere."
        }
        @if determinism.is_empty() { p { "It was not tested here." } }
        @else {
            table .compact {
                thead { tr { th scope="col" { "Artefact" } th scope="col" { "Verdict" } th scope="col" { "Meaning" } } }
                tbody {
                    @for it in listed() {
                        tr {
                            th scope="row" { code .path { (it.path) } }
                            td { (badge(it.verdict)) }
                            td { (meaning(it.verdict)) }
                        }
                    }
                }
            }
            (cut_note(rows, determinism.len(), "rebuild.json"))
        }
        @for it in listed().filter(|it| !it.differs.is_empty()) {
            details {
                summary { code { (it.path) } ": " (several(it.differs.len(), "difference", "differences")) " between the two builds" }
                div .inside { (differences(&it.differs, &[], ["First build", "Second build"], &mut Room::shared_by(varying))) }
            }
        }
    }
}

fn badge(verdict: DeterminismVerdict) -> Markup {
    let class = match verdict {
        DeterminismVerdict::Deterministic => "badge pass",
        DeterminismVerdict::Varies => "badge medium",
        DeterminismVerdict::NotJudged => "badge info",
    };
    html! { span class=(class) { (verdict.name()) } }
}

fn meaning(verdict: DeterminismVerdict) -> &'static str {
    match verdict {
        DeterminismVerdict::Deterministic => "both builds gave the same bytes",
        DeterminismVerdict::Varies => "the two builds gave different bytes",
        DeterminismVerdict::NotJudged => "one of the builds did not give it",
    }
}
