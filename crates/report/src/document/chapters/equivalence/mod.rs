//! What was shipped against what the source builds: first in one sentence, then artefact by artefact.

mod artefacts;
mod determinism;
mod differences;
mod room;
mod score;

use banbury_evidence::Comparison;

use crate::document::Editor;
use crate::document::block::{Block, Manner};
use crate::document::text::{say, strong};

pub(super) use score::sentence;

/// Says loudly that a build ran without a sandbox.
pub(super) fn unconfined(e: &Editor, comparison: &Comparison) -> Option<Block> {
    comparison.unconfined.then(|| {
        let text = say!(e;
            [
                strong("The build ran without a sandbox. "),
                "It could read, change and send whatever its user can, this inspection included: what follows holds only if it did not.",
            ],
            [
                strong("Der Bau lief ohne Sandbox. "),
                "Er konnte lesen, ändern und versenden, was sein Benutzer kann, auch diese Prüfung: Was folgt, gilt nur, wenn er es nicht tat.",
            ],
        );
        Block::Paragraph(Manner::Alarm, text)
    })
}

pub(super) fn blocks(e: &Editor) -> Vec<Block> {
    let Some(comparison) = &e.shown.inspection.comparison else {
        return vec![Block::plain(e.t(
            "Nothing was rebuilt or compared. Whether the shipped binaries come from this source is not known.",
            "Nichts wurde nachgebaut oder verglichen. Ob die gelieferten Binärdateien aus diesem Quelltext stammen, ist nicht bekannt.",
        ))];
    };
    let mut blocks: Vec<Block> = unconfined(e, comparison).into_iter().collect();
    blocks.extend(score::board(e));
    blocks.extend(artefacts::section(e, &comparison.artefacts));
    blocks.extend(determinism::section(e, &comparison.determinism));
    blocks
}
