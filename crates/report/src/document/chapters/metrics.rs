use banbury_evidence::{CodePlace, DropPath, DuplicateGroup, Metrics};

use crate::document::Editor;
use crate::document::block::{Block, Table, cell, number, text, word};
use crate::document::text::{Inline, code, say};

/// Repeated and commented-out code.
pub(super) fn blocks(e: &Editor) -> Vec<Block> {
    let metrics = &e.shown.inspection.metrics;
    let mut blocks = vec![Block::plain(e.t(
        "Measured are the files that were parsed, in languages that have functions. A duplicated block is one that stands elsewhere \
         in the drop too, equal but for layout, comments, literals, and names that were replaced throughout; it has at least \
         100 tokens and 10 lines. Imports, lists of data and of members, and repetition inside one list do not count. Commented-out code is a comment that parses as code.",
        "Gemessen werden die Dateien mit Syntaxbaum, in Sprachen, die Funktionen haben. Ein doppelter Block ist einer, der anderswo in der Lieferung \
         auch steht, gleich bis auf Anordnung, Kommentare, Literale und durchgehend ersetzte Namen; er hat mindestens \
         100 Wörter und 10 Zeilen. Importe, Listen von Daten und Gliedern und Wiederholung innerhalb einer Liste zählen nicht. Auskommentierter Code ist ein Kommentar, der sich als Code lesen lässt.",
    ))];
    if metrics.languages.is_empty() {
        blocks.push(Block::plain(e.t("No such file was parsed.", "Keine solche Datei wurde gelesen.")));
        return blocks;
    }
    blocks.push(languages(e, metrics));
    blocks.push(Block::section(e.t("Largest duplicated blocks", "Größte doppelte Blöcke")));
    match metrics.duplicates.as_slice() {
        [] => blocks.push(Block::plain(e.t("None.", "Keine."))),
        groups => blocks.extend(duplicates(e, groups, metrics.duplicate_groups)),
    }
    blocks.push(Block::section(e.t("Largest commented-out code", "Größter auskommentierter Code")));
    match metrics.commented_out.len() {
        0 => blocks.push(Block::plain(e.t("None.", "Keiner."))),
        _ => blocks.extend(commented_out(e, metrics)),
    }
    blocks
}

fn languages(e: &Editor, metrics: &Metrics) -> Block {
    let columns = vec![
        word(e.t("Language", "Sprache")),
        number(e.t("Files", "Dateien")),
        number(e.t("Lines", "Zeilen")),
        number(e.t("Duplicated lines", "Doppelte Zeilen")),
        number(e.t("Share", "Anteil")),
        number(e.t("Commented-out lines", "Auskommentierte Zeilen")),
    ];
    let rows = metrics.languages.iter().map(|sums| {
        vec![
            cell(sums.language.name()),
            cell(e.number(sums.files)),
            cell(e.number(sums.lines)),
            cell(e.number(sums.duplicated_lines)),
            cell(e.percent(sums.duplicated_lines, sums.lines)),
            cell(e.number(sums.commented_out_lines)),
        ]
    });
    Table::of(columns).headed().compact().rows(rows).into()
}

fn duplicates(e: &Editor, groups: &[DuplicateGroup], total: u64) -> Vec<Block> {
    let total = e.number(total);
    let mut blocks = vec![Block::plain(say!(e;
        [format!(
            "The largest of {total} groups, ranked by the tokens that could go if one place were left. Lines and tokens are what is known to be \
             equal; a block may reach further at both ends."
        )],
        [format!(
            "Die größten von {total} Gruppen, geordnet nach den Wörtern, die entfallen könnten, bliebe nur eine Stelle. Zeilen und Wörter sind, was \
             sicher gleich ist; ein Block kann an beiden Enden weiter reichen."
        )],
    ))];
    for group in groups {
        blocks.extend(places(e, group));
    }
    blocks
}

fn places(e: &Editor, group: &DuplicateGroup) -> Vec<Block> {
    let (places, redundant) = (e.amount(group.places.len()), e.number(group.redundant()));
    let shown = group.places.len().min(e.edition.most_places());
    let columns = vec![text(e.t("Place", "Stelle")), number(e.t("Lines", "Zeilen")), number(e.t("Tokens", "Wörter"))];
    let rows = group.places.iter().take(shown).map(|place| {
        vec![
            cell(stretch(e, &place.path, place.first_line, place.last_line)),
            cell(e.number(lines(place))),
            cell(e.number(place.tokens.into())),
        ]
    });
    let caption = say!(e;
        [format!("{places} places, {redundant} tokens too many")],
        [format!("{places} Stellen, {redundant} Wörter zu viel")],
    );
    let table = Table::of(columns).caption(caption).compact().rows(rows);
    [Some(table.into()), e.cut(shown, group.places.len(), "metrics.json")].into_iter().flatten().collect()
}

fn lines(place: &CodePlace) -> u64 {
    u64::from(place.last_line.saturating_sub(place.first_line)) + 1
}

fn commented_out(e: &Editor, metrics: &Metrics) -> Vec<Block> {
    let largest = metrics.largest_commented_out();
    let rows = largest.iter().map(|comment| {
        vec![cell(stretch(e, &comment.path, comment.first_line, comment.last_line)), cell(e.number(comment.lines()))]
    });
    let table = Table::of(vec![text(e.t("Place", "Stelle")), number(e.t("Lines", "Zeilen"))]).compact().rows(rows);
    let cut = e.cut(largest.len(), metrics.commented_out.len(), "metrics.json");
    [Some(table.into()), cut].into_iter().flatten().collect()
}

/// Lines of a file.
fn stretch(e: &Editor, path: &DropPath, first: u32, last: u32) -> Inline {
    match e.place(path, first) {
        Inline::Code(place) if last > first => code(format!("{place}–{last}")),
        place => place,
    }
}
