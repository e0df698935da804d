use banbury_evidence::{Cause, Difference};
use maud::{Markup, html};

use super::listing::{more, several};
use super::room::Room;
use super::sides::sides;
use crate::html::parts::prose;

/// Places of one difference that are named.
const PLACES: usize = 100;

/// Differences, those that only follow from others last and folded.
pub(super) fn differences(
    differs: &[Difference],
    causes: &[Cause],
    names: [&'static str; 2],
    room: &mut Room,
) -> Markup {
    let (derived, own): (Vec<&Difference>, Vec<&Difference>) =
        differs.iter().partition(|difference| difference.derived);
    html! {
        @if !own.is_empty() {
            h4 { "Where they differ" }
            (list(&own, causes, names, room))
        }
        @if !derived.is_empty() {
            h4 { "What follows from other differences" }
            details {
                summary { (several(derived.len(), "difference", "differences")) " that would go with the others" }
                (list(&derived, causes, names, room))
            }
        }
    }
}

fn list(differs: &[&Difference], causes: &[Cause], names: [&'static str; 2], room: &mut Room) -> Markup {
    let rows = room.rows.min(differs.len());
    html! {
        ol .differences {
            @for difference in differs.iter().take(rows) {
                li {
                    p { (place(&difference.place)) ": " (prose(&difference.detail)) "." (put_down_to(difference, causes)) }
                    @if !difference.also.is_empty() {
                        details {
                            summary { (several(difference.also.len(), "further place", "further places")) " where the very same differs" }
                            ul .paths { @for other in difference.also.iter().take(PLACES) { li { code { (other) } } } }
                            (more(PLACES, difference.also.len()))
                        }
                    }
                    (sides(difference, names, room))
                }
            }
        }
        (more(rows, differs.len()))
    }
}

/// From the outermost container to the innermost part; none is the artefact itself.
fn place(place: &str) -> Markup {
    html! { @if place.is_empty() { "the artefact itself" } @else { code { (place) } } }
}

fn put_down_to(difference: &Difference, causes: &[Cause]) -> Markup {
    let confirmed = |kind: &str| causes.iter().any(|cause| cause.kind == kind && cause.confirmed);
    html! {
        @if let Some(kind) = &difference.cause {
            " Put down to " strong { (kind) } @if confirmed(kind) { ", confirmed." } @else { ", not confirmed." }
        }
    }
}
