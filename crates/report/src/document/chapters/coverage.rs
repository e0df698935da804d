use std::collections::BTreeMap;

use banbury_evidence::{Language, Status};

use crate::document::Editor;
use crate::document::block::{Block, Cell, Chart, Fill, Table, cell, number, word};
use crate::document::text::{code, say};

/// Sums over the files of one kind.
#[derive(Default)]
struct Sums {
    by_status: BTreeMap<Status, u64>,
    files: u64,
    bytes: u64,
    /// Bytes in files that have a tree, and how many of them stand under syntax errors.
    with_tree: u64,
    unparsed: u64,
    /// Bytes in files that could not be inspected.
    uninspected: u64,
}

/// What was looked at, by language.
pub(super) fn blocks(e: &Editor) -> Vec<Block> {
    let mut by_language: BTreeMap<Option<Language>, Sums> = BTreeMap::new();
    let mut total = Sums::default();
    for file in &e.shown.inspection.coverage.files {
        for sums in [by_language.entry(file.language).or_default(), &mut total] {
            *sums.by_status.entry(file.status).or_default() += 1;
            sums.files += 1;
            sums.bytes = sums.bytes.saturating_add(file.bytes);
            if matches!(file.status, Status::Parsed | Status::Partial) {
                sums.with_tree = sums.with_tree.saturating_add(file.bytes);
                sums.unparsed += file.unparsed.iter().map(|span| span.len()).sum::<u64>();
            }
            if file.is_uninspected() {
                sums.uninspected = sums.uninspected.saturating_add(file.bytes);
            }
        }
    }
    let [files, bytes, with_tree, unparsed, uninspected] =
        [total.files, total.bytes, total.with_tree, total.unparsed, total.uninspected].map(|it| e.number(it));
    let under_errors = e.percent(total.unparsed, total.with_tree);
    let not_inspected = e.percent(total.uninspected, total.bytes);
    vec![
        Block::plain(say!(e;
            [format!(
                "{files} entries were booked, with {bytes} bytes. {with_tree} bytes stand in files that have a syntax tree; {unparsed} of these \
                 ({under_errors}) under syntax errors. {uninspected} bytes ({not_inspected} of all) stand in files that could not be inspected."
            )],
            [format!(
                "{files} Einträge mit {bytes} Bytes wurden gebucht. {with_tree} Bytes stehen in Dateien mit einem Syntaxbaum; {unparsed} davon \
                 ({under_errors}) unter Syntaxfehlern. {uninspected} Bytes ({not_inspected} von allen) stehen in Dateien, die nicht geprüft werden konnten."
            )],
        )),
        chart(e),
        table(e, &by_language, &total),
        Block::plain(say!(e;
            [
                "Not inspected: the share of the bytes in files that could not be inspected. Under errors: the share of the bytes under syntax errors, in \
                 files that have a tree. Every file stands in ", code("coverage.json"), ".",
            ],
            [
                "Nicht geprüft: der Anteil der Bytes in Dateien, die nicht geprüft werden konnten. Unter Fehlern: der Anteil der Bytes unter Syntaxfehlern, in \
                 Dateien mit einem Baum. Jede Datei steht in ", code("coverage.json"), ".",
            ],
        )),
    ]
}

fn chart(e: &Editor) -> Block {
    let counts = Status::ALL.map(|status| e.tally.by_status.get(&status).copied().unwrap_or_default());
    Block::Chart(Chart {
        caption: e.t("Files by status", "Dateien nach Status").to_owned(),
        series: Status::ALL
            .iter()
            .zip(0..)
            .map(|(status, fill)| (Fill::Number(fill), status.name().to_owned()))
            .collect(),
        bars: vec![(e.t("all files", "alle Dateien").to_owned(), counts.to_vec())],
        shares: true,
    })
}

fn table(e: &Editor, by_language: &BTreeMap<Option<Language>, Sums>, total: &Sums) -> Block {
    let mut columns = vec![word(e.t("Language", "Sprache"))];
    // A column of noughts tells nothing and takes the place of one that does.
    let occurring: Vec<Status> =
        Status::ALL.into_iter().filter(|status| total.by_status.get(status).is_some_and(|count| *count > 0)).collect();
    columns.extend(occurring.iter().map(|status| number(status.name())));
    columns.extend([
        number(e.t("files", "Dateien")),
        number("Bytes"),
        number(e.t("not inspected", "nicht geprüft")),
        number(e.t("under errors", "unter Fehlern")),
    ]);
    let row = |name: &str, sums: &Sums| -> Vec<Cell> {
        let mut cells = vec![cell(name)];
        let of = |status| sums.by_status.get(status).copied().unwrap_or_default();
        cells.extend(occurring.iter().map(|status| cell(e.number(of(status)))));
        cells.extend([
            cell(e.number(sums.files)),
            cell(e.number(sums.bytes)),
            cell(e.percent(sums.uninspected, sums.bytes)),
            cell(e.percent(sums.unparsed, sums.with_tree)),
        ]);
        cells
    };
    let rows =
        by_language.iter().map(|(language, sums)| row(language.map_or(e.t("other", "andere"), Language::name), sums));
    Table::of(columns)
        .caption(e.t("Files by language and status", "Dateien nach Sprache und Status"))
        .headed()
        .rows(rows)
        .total(row(e.t("all", "alle"), total))
        .into()
}
