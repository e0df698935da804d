//! What was shipped against what the source builds: first in one sentence, then artefact by artefact.

mod artefacts;
mod build;
mod determinism;
mod differences;
mod listing;
mod room;
mod score;
mod sides;
mod toolchain;

use banbury_evidence::Comparison;
use maud::{Markup, html};

use crate::tally::Tally;
use crate::visible::Shown;

pub(super) use score::sentence;

/// Says in red that a build ran without a sandbox.
pub(super) fn unconfined(comparison: &Comparison) -> Markup {
    html! {
        @if comparison.unconfined {
            p .alarm {
                strong { "The build ran without a sandbox. " }
                "It could read, change and send whatever its user can, this inspection included: what follows holds only if it did not."
            }
        }
    }
}

pub(super) fn body(shown: &Shown, tally: &Tally) -> Markup {
    let Some(comparison) = &shown.inspection.comparison else {
        return html! {
            p { "Nothing was rebuilt or compared. Whether the shipped binaries come from this source is not known." }
        };
    };
    html! {
        (unconfined(comparison))
        (score::board(tally))
        (toolchain::section(&comparison.toolchain))
        (artefacts::section(&comparison.artefacts))
        (determinism::section(&comparison.determinism))
        (build::section(comparison))
    }
}
