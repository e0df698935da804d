use banbury_evidence::{Cause, Difference};

use super::artefacts::within;
use super::room::Room;
use crate::document::Editor;
use crate::document::block::{Block, Side};
use crate::document::text::{Text, code, say, strong};

/// How a line begins that differs, among lines that do not.
const DIFFERS: &str = "  * ";

/// Differences, those that only follow from others last and folded.
pub(super) fn differences(
    e: &Editor,
    differs: &[Difference],
    causes: &[Cause],
    names: [&'static str; 2],
    room: &mut Room,
) -> Vec<Block> {
    let (derived, own): (Vec<&Difference>, Vec<&Difference>) =
        differs.iter().partition(|difference| difference.derived);
    let mut blocks = Vec::new();
    if !own.is_empty() {
        blocks.push(Block::part(e.t("Where they differ", "Worin sie sich unterscheiden")));
        blocks.extend(list(e, &own, causes, names, room));
    }
    if !derived.is_empty() {
        blocks.push(Block::part(e.t("What follows from other differences", "Was aus anderen Unterschieden folgt")));
        let title = e.several(
            derived.len(),
            ("difference that would go with the others", "differences that would go with the others"),
            ("Unterschied, der mit den anderen entfiele", "Unterschiede, die mit den anderen entfielen"),
        );
        blocks.push(Block::fold(title, list(e, &derived, causes, names, room)));
    }
    blocks
}

fn list(
    e: &Editor,
    differs: &[&Difference],
    causes: &[Cause],
    names: [&'static str; 2],
    room: &mut Room,
) -> Vec<Block> {
    let shown = room.rows.min(differs.len());
    let mut items = Vec::new();
    for difference in differs.iter().take(shown) {
        let text = within(e, &difference.place)
            .and(": ")
            .and(e.remark(&difference.detail))
            .and(".")
            .and(put_down_to(e, difference, causes));
        let mut below = Vec::new();
        if !difference.also.is_empty() {
            below.push(also(e, &difference.also));
        }
        below.extend(sides(e, difference, names, room));
        items.push((text, below));
    }
    let mut blocks = vec![Block::List { ordered: true, items }];
    blocks.extend(e.cut(shown, differs.len(), "rebuild.json"));
    blocks
}

fn also(e: &Editor, places: &[String]) -> Block {
    let title = e.several(
        places.len(),
        ("further place where the very same differs", "further places where the very same differs"),
        ("weitere Stelle mit demselben Unterschied", "weitere Stellen mit demselben Unterschied"),
    );
    if e.edition.redacted {
        return Block::plain(title);
    }
    let shown = places.len().min(e.edition.most_places());
    let mut blocks = vec![Block::bullets(places.iter().take(shown).map(|place| code(place).into()))];
    blocks.extend(e.cut(shown, places.len(), "rebuild.json"));
    Block::fold(title, blocks)
}

fn put_down_to(e: &Editor, difference: &Difference, causes: &[Cause]) -> Text {
    let Some(kind) = &difference.cause else { return Text::default() };
    let confirmed = match causes.iter().any(|cause| cause.kind == *kind && cause.confirmed) {
        true => e.t(", confirmed.", ", bestätigt."),
        false => e.t(", not confirmed.", ", nicht bestätigt."),
    };
    Text::from(e.t(" Put down to ", " Zurückgeführt auf ")).and(strong(kind.clone())).and(confirmed)
}

/// What stands on the two sides, beside each other under their names.
fn sides(e: &Editor, difference: &Difference, names: [&'static str; 2], room: &mut Room) -> Option<Block> {
    let texts = [difference.shipped.as_str(), difference.rebuilt.as_str()];
    let length: usize = texts.iter().map(|text| text.len()).sum();
    if length == 0 || e.edition.redacted {
        return None;
    }
    if !room.take(length) {
        return Some(Block::quiet(say!(e;
            ["What stands there is long: see ", code("rebuild.json"), "."],
            ["Was dort steht, ist lang: siehe ", code("rebuild.json"), "."],
        )));
    }
    let [shipped, rebuilt] = texts;
    let side = |name, text: &str| {
        let lines = text.lines().map(|line| (line.starts_with(DIFFERS), line.to_owned())).collect();
        Side { name, absent: e.t("nothing", "nichts"), lines }
    };
    Some(Block::Sides([side(names[0], shipped), side(names[1], rebuilt)]))
}
