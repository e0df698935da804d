use std::collections::BTreeSet;

use banbury_evidence::{Artefact, Cause, Difference, MaskedRange, SignatureCheck, Verdict};

use super::differences::differences;
use super::room::Room;
use super::score::badge;
use crate::document::Editor;
use crate::document::block::{Block, Table, cell, number, text};
use crate::document::text::{Inline, Text, code, digest, say, strong};

pub(super) fn section(e: &Editor, artefacts: &[Artefact]) -> Vec<Block> {
    let shown = artefacts.len().min(e.edition.most_rows());
    let with_details = artefacts.iter().take(shown).filter(|artefact| has_details(artefact)).count();
    let mut blocks = vec![Block::section(e.t("Artefact by artefact", "Artefakt für Artefakt"))];
    if artefacts.is_empty() {
        blocks.push(Block::plain(e.t("There was none to compare.", "Es gab keines zu vergleichen.")));
        return blocks;
    }
    blocks.extend(e.cut(shown, artefacts.len(), "rebuild.json"));
    let item = |(index, artefact): (usize, &Artefact)| {
        let name = match e.edition.redacted {
            true => code(format!("{} {}", e.t("artefact", "Artefakt"), index + 1)),
            false => code(&artefact.path),
        };
        let text = Text::from(badge(artefact.verdict)).and(" ").and(name).and(" ").and(in_words(e, artefact));
        let room = Room::shared_by(with_details, e.edition);
        let details = has_details(artefact).then(|| details(e, artefact, room));
        (text, details.into_iter().collect())
    };
    let items = artefacts.iter().take(shown).enumerate().map(item).collect();
    blocks.push(Block::List { ordered: false, items });
    blocks
}

fn has_details(artefact: &Artefact) -> bool {
    !(artefact.causes.is_empty()
        && artefact.masked.is_empty()
        && artefact.differs.is_empty()
        && artefact.signature.is_none())
}

/// The judgement for a reader who knows none of the terms.
fn in_words(e: &Editor, artefact: &Artefact) -> Text {
    let confirmed = kinds(&artefact.causes, true);
    let suspected = kinds(&artefact.causes, false);
    let because = artefact.causes.first().map_or_else(String::new, |cause| format!(": {}", cause.kind));
    match artefact.verdict {
        Verdict::Identical => {
            e.t("Byte for byte what this source builds.", "Byte für Byte, was dieser Quelltext baut.").into()
        }
        Verdict::Equivalent => {
            let ranges = e.several(
                artefact.masked.len(),
                ("range that is set aside under a named rule.", "ranges that are set aside under named rules."),
                ("Bereich, der unter einer benannten Regel ausgenommen ist.", "Bereiche, die unter benannten Regeln ausgenommen sind."),
            );
            format!("{}{ranges}", e.t("What this source builds, but for ", "Was dieser Quelltext baut, bis auf ")).into()
        }
        Verdict::DiffersExplained => format!(
            "{}{confirmed}.",
            e.t(
                "Differs from what this source builds; a further rebuild confirmed why: ",
                "Verschieden von dem, was dieser Quelltext baut; ein weiterer Nachbau bestätigte, warum: ",
            )
        )
        .into(),
        Verdict::DiffersUnexplained if differs_in_signature(artefact) => e
            .t(
                "What this source builds, but the vendor's signature does not hold under the key of the case.",
                "Was dieser Quelltext baut, aber die Signatur des Herstellers gilt nicht unter dem Schlüssel des Falls.",
            )
            .into(),
        Verdict::DiffersUnexplained => {
            let mut words = e
                .t("Differs from what this source builds, and ", "Verschieden von dem, was dieser Quelltext baut, und ")
                .to_owned();
            words.push_str(&match confirmed.as_str() {
                "" => e.t("the cause is not confirmed.", "die Ursache ist nicht bestätigt.").to_owned(),
                _ => format!(
                    "{}{confirmed}.",
                    e.t("the cause is confirmed for a part only: ", "die Ursache ist nur zum Teil bestätigt: ")
                ),
            });
            if !suspected.is_empty() {
                words.push_str(&format!("{}{suspected}.", e.t(" Suspected: ", " Vermutet: ")));
            }
            words.into()
        }
        Verdict::NotBuilt => format!("{}{because}.", e.t("The build did not give it", "Der Bau ergab es nicht")).into(),
        Verdict::Inconclusive => format!(
            "{}{because}.",
            e.t(
                "Whether it is what this source builds could not be told",
                "Ob es das ist, was dieser Quelltext baut, war nicht zu sagen",
            )
        )
        .into(),
        Verdict::OnlyInShipped => e
            .t(
                "Shipped, and nothing was rebuilt to stand beside it.",
                "Geliefert, und nichts wurde nachgebaut, das daneben stünde.",
            )
            .into(),
        Verdict::OnlyInRebuilt => e
            .t("Rebuilt, and nothing like it was shipped.", "Nachgebaut, und nichts dergleichen wurde geliefert.")
            .into(),
    }
}

/// Whether it was accepted until its signature was looked at.
fn differs_in_signature(artefact: &Artefact) -> bool {
    let is_signature = |difference: &Difference| difference.place == "signature";
    artefact.signature.as_ref().is_some_and(|check| !check.holds) && artefact.differs.iter().all(is_signature)
}

fn kinds(causes: &[Cause], confirmed: bool) -> String {
    let kinds: BTreeSet<&str> =
        causes.iter().filter(|cause| cause.confirmed == confirmed).map(|cause| cause.kind.as_str()).collect();
    kinds.into_iter().collect::<Vec<_>>().join(", ")
}

fn details(e: &Editor, artefact: &Artefact, mut room: Room) -> Block {
    let mut blocks = Vec::new();
    if let Some(check) = &artefact.signature {
        blocks.extend(signature(e, check));
    }
    blocks.extend(causes(e, &artefact.causes, &room));
    blocks.extend(set_aside(e, &artefact.masked, &room));
    let names = [e.t("Shipped", "Geliefert"), e.t("Rebuilt", "Nachgebaut")];
    blocks.extend(differences(e, &artefact.differs, &artefact.causes, names, &mut room));
    Block::fold(contents(e, artefact), blocks)
}

fn contents(e: &Editor, artefact: &Artefact) -> String {
    let counts = [
        (artefact.differs.len(), ("difference", "differences"), ("Unterschied", "Unterschiede")),
        (artefact.causes.len(), ("cause", "causes"), ("Ursache", "Ursachen")),
        (
            artefact.masked.len(),
            ("range set aside", "ranges set aside"),
            ("ausgenommener Bereich", "ausgenommene Bereiche"),
        ),
        (usize::from(artefact.signature.is_some()), ("signature", "signatures"), ("Signatur", "Signaturen")),
    ];
    let counts = counts.into_iter().filter(|(count, ..)| *count > 0);
    counts.map(|(count, english, german)| e.several(count, english, german)).collect::<Vec<_>>().join(", ")
}

fn signature(e: &Editor, check: &SignatureCheck) -> [Block; 3] {
    let holds = if check.holds { e.t(", holds: ", ", gilt: ") } else { e.t(", does not hold: ", ", gilt nicht: ") };
    let algorithm = match check.algorithm.as_str() {
        "" => String::new(),
        algorithm => format!("{algorithm}. "),
    };
    [
        Block::part(e.t("Signature", "Signatur")),
        Block::plain(Text::from(strong(format!("{}{holds}", check.kind.words()))).and(e.remark(&check.detail))),
        Block::plain(say!(e;
            [algorithm, "Held against the key with the SHA-256 ", digest(&check.key), " (SubjectPublicKeyInfo in DER)."],
            [algorithm, "Geprüft gegen den Schlüssel mit der SHA-256 ", digest(&check.key), " (SubjectPublicKeyInfo in DER)."],
        )),
    ]
}

fn causes(e: &Editor, causes: &[Cause], room: &Room) -> Vec<Block> {
    if causes.is_empty() {
        return Vec::new();
    }
    let shown = room.rows.min(causes.len());
    let items = causes.iter().take(shown).map(|cause| {
        let confirmed = match cause.confirmed {
            true => e.t(", confirmed: ", ", bestätigt: "),
            false => e.t(", not confirmed: ", ", nicht bestätigt: "),
        };
        Text::from(strong(cause.kind.clone())).and(confirmed).and(e.remark(&cause.detail))
    });
    let mut blocks = vec![Block::part(e.t("Causes", "Ursachen")), Block::bullets(items)];
    blocks.extend(e.cut(shown, causes.len(), "rebuild.json"));
    blocks
}

fn set_aside(e: &Editor, masked: &[MaskedRange], room: &Room) -> Vec<Block> {
    if masked.is_empty() {
        return Vec::new();
    }
    let shown = room.rows.min(masked.len());
    let columns =
        vec![text(e.t("Rule", "Regel")), text(e.t("Within", "In")), number(e.t("Offset", "Abstand")), number("Bytes")];
    let rows = masked.iter().take(shown).map(|range| {
        vec![
            cell(code(&range.rule)),
            cell(within(e, &range.within)),
            cell(code(format!("{:#x}", range.offset))),
            cell(e.number(range.length)),
        ]
    });
    let mut blocks = vec![Block::part(e.t("Set aside", "Ausgenommen")), Table::of(columns).headed().rows(rows).into()];
    blocks.extend(e.cut(shown, masked.len(), "rebuild.json"));
    blocks
}

/// From the outermost container to the innermost part; none is the artefact itself.
pub(super) fn within(e: &Editor, place: &str) -> Text {
    match place {
        "" => Inline::from(e.t("the artefact itself", "das Artefakt selbst")).into(),
        _ => e.vendors_name(place),
    }
}
