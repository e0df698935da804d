use std::collections::BTreeSet;

use banbury_evidence::{Artefact, Cause, Difference, MaskedRange, SignatureCheck, Verdict};
use maud::{Markup, html};

use super::differences::differences;
use super::listing::{more, several};
use super::room::Room;
use super::score::badge;
use crate::html::MOST_ROWS;
use crate::html::parts::{cut_note, number, prose};

pub(super) fn section(artefacts: &[Artefact]) -> Markup {
    let rows = artefacts.len().min(MOST_ROWS);
    let with_details = artefacts.iter().take(rows).filter(|artefact| has_details(artefact)).count();
    html! {
        h3 { "Artefact by artefact" }
        @if artefacts.is_empty() { p { "There was none to compare." } }
        (cut_note(rows, artefacts.len(), "rebuild.json"))
        ul .artefacts {
            @for artefact in artefacts.iter().take(rows) {
                li {
                    p { (badge(artefact.verdict)) " " code .path { (artefact.path) } " " (in_words(artefact)) }
                    @if has_details(artefact) { (details(artefact, Room::shared_by(with_details))) }
                }
            }
        }
    }
}

fn has_details(artefact: &Artefact) -> bool {
    !(artefact.causes.is_empty()
        && artefact.masked.is_empty()
        && artefact.differs.is_empty()
        && artefact.signature.is_none())
}

/// The judgement for a reader who knows none of the terms.
fn in_words(artefact: &Artefact) -> Markup {
    let confirmed = kinds(&artefact.causes, true);
    let suspected = kinds(&artefact.causes, false);
    html! {
        @match artefact.verdict {
            Verdict::Identical => "Byte for byte what this source builds.",
            Verdict::Equivalent => {
                "What this source builds, but for "
                (several(artefact.masked.len(), "range that is set aside under a named rule.", "ranges that are set aside under named rules."))
            }
            Verdict::DiffersExplained => {
                "Differs from what this source builds; a further rebuild confirmed why: " (confirmed) "."
            }
            Verdict::DiffersUnexplained if differs_in_signature(artefact) => {
                "What this source builds, but the vendor's signature does not hold under the key of the case."
            }
            Verdict::DiffersUnexplained => {
                "Differs from what this source builds, and "
                @if confirmed.is_empty() { "the cause is not confirmed." }
                @else { "the cause is confirmed for a part only: " (confirmed) "." }
                @if !suspected.is_empty() { " Suspected: " (suspected) "." }
            }
            Verdict::NotBuilt => { "The build did not give it" (because(artefact)) "." }
            Verdict::Inconclusive => { "Whether it is what this source builds could not be told" (because(artefact)) "." }
            Verdict::OnlyInShipped => "Shipped, and nothing was rebuilt to stand beside it.",
            Verdict::OnlyInRebuilt => "Rebuilt, and nothing like it was shipped.",
        }
    }
}

/// Whether it was accepted until its signature was looked at.
fn differs_in_signature(artefact: &Artefact) -> bool {
    let is_signature = |difference: &Difference| difference.place == "signature";
    artefact.signature.as_ref().is_some_and(|check| !check.holds) && artefact.differs.iter().all(is_signature)
}

fn because(artefact: &Artefact) -> Markup {
    html! { @if let Some(cause) = artefact.causes.first() { ": " (cause.kind) } }
}

fn kinds(causes: &[Cause], confirmed: bool) -> String {
    let kinds: BTreeSet<&str> =
        causes.iter().filter(|cause| cause.confirmed == confirmed).map(|cause| cause.kind.as_str()).collect();
    kinds.into_iter().collect::<Vec<_>>().join(", ")
}

fn details(artefact: &Artefact, mut room: Room) -> Markup {
    html! {
        details {
            summary { (contents(artefact)) }
            div .inside {
                @if let Some(check) = &artefact.signature { (signature(check)) }
                (causes(&artefact.causes, &room))
                (set_aside(&artefact.masked, &room))
                (differences(&artefact.differs, &artefact.causes, ["Shipped", "Rebuilt"], &mut room))
            }
        }
    }
}

fn contents(artefact: &Artefact) -> String {
    let counts = [
        (artefact.differs.len(), "difference", "differences"),
        (artefact.causes.len(), "cause", "causes"),
        (artefact.masked.len(), "range set aside", "ranges set aside"),
        (usize::from(artefact.signature.is_some()), "signature", "signatures"),
    ];
    let parts: Vec<String> =
        counts.iter().filter(|(count, ..)| *count > 0).map(|(count, one, many)| several(*count, one, many)).collect();
    parts.join(", ")
}

fn signature(check: &SignatureCheck) -> Markup {
    html! {
        h4 { "Signature" }
        p {
            strong { (check.kind.words()) @if check.holds { ", holds: " } @else { ", does not hold: " } }
            (prose(&check.detail))
        }
        p {
            @if !check.algorithm.is_empty() { (check.algorithm) ". " }
            "Held against the key with the SHA-256 " code { (check.key) } " (SubjectPublicKeyInfo in DER)."
        }
    }
}

fn causes(causes: &[Cause], room: &Room) -> Markup {
    let rows = room.rows.min(causes.len());
    html! {
        @if !causes.is_empty() {
            h4 { "Causes" }
            ul {
                @for cause in causes.iter().take(rows) {
                    li {
                        strong { (cause.kind) } @if cause.confirmed { ", confirmed: " } @else { ", not confirmed: " }
                        (prose(&cause.detail))
                    }
                }
            }
            (more(rows, causes.len()))
        }
    }
}

fn set_aside(masked: &[MaskedRange], room: &Room) -> Markup {
    let rows = room.rows.min(masked.len());
    html! {
        @if !masked.is_empty() {
            h4 { "Set aside" }
            table {
                thead {
                    tr {
                        th scope="col" { "Rule" } th scope="col" { "Within" }
                        th scope="col" .number { "Offset" } th scope="col" .number { "Bytes" }
                    }
                }
                tbody {
                    @for range in masked.iter().take(rows) {
                        tr {
                            th scope="row" { code { (range.rule) } }
                            td { @if range.within.is_empty() { "the artefact itself" } @else { code { (range.within) } } }
                            td .number { code { (format!("{:#x}", range.offset)) } }
                            td .number { (number(range.length)) }
                        }
                    }
                }
            }
            (more(rows, masked.len()))
        }
    }
}
