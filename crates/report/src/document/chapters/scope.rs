use banbury_evidence::{FileCoverage, Status};

use super::summary::words;
use crate::document::Editor;
use crate::document::block::{Block, Table, cell, number, text, word};
use crate::document::text::{code, say};

/// What was asked, and what was not looked at.
pub(super) fn blocks(e: &Editor) -> Vec<Block> {
    let inspection = &e.shown.inspection;
    let of_status = |status| -> Vec<&FileCoverage> {
        let files = inspection.coverage.files.iter();
        files.filter(|file| file.status == status && !file.is_uninspected()).collect()
    };
    let scope = inspection.case.as_ref().map_or("", |case| &case.scope);
    let mut blocks = vec![
        Block::section(e.t("Scope", "Umfang")),
        words(scope),
        Block::section(e.t("What was not looked at", "Was nicht angesehen wurde")),
        Block::plain(e.t(
            "Everything in this list is outside what the findings of this report can speak for.",
            "Für nichts in dieser Liste können die Befunde dieses Berichts sprechen.",
        )),
        Block::part(e.t("Files that could not be inspected", "Dateien, die nicht geprüft werden konnten")),
    ];
    // These are what exit code 3 stands for, so they are in plain sight.
    match e.tally.uninspected.as_slice() {
        [] => blocks.push(Block::plain(e.t("None.", "Keine."))),
        files => blocks.extend(table(e, files)),
    }
    let lists = [
        (
            Status::Skipped,
            e.t(
                "Skipped: recorded, but there was nothing to inspect",
                "Übergangen: vermerkt, aber ohne etwas zu prüfen",
            ),
        ),
        (
            Status::Lexical,
            e.t(
                "Read as text only: no syntax tree, so only rules on text saw them",
                "Nur als Text gelesen: kein Syntaxbaum, also nur von Regeln auf Text gesehen",
            ),
        ),
        (
            Status::Binary,
            e.t(
                "Binary: not source, so no rule on source saw them",
                "Binär: kein Quelltext, also von keiner Regel auf Quelltext gesehen",
            ),
        ),
    ];
    for (status, title) in lists {
        let files = of_status(status);
        if !files.is_empty() {
            blocks.push(Block::fold(format!("{title} ({})", e.amount(files.len())), table(e, &files)));
        }
    }
    blocks.extend(partly_parsed(e, &of_status(Status::Partial)));
    blocks.extend(rules_not_run(e));
    blocks.extend(silencing(e));
    if inspection.comparison.is_none() {
        blocks.push(Block::part(e.t("Rebuild", "Nachbau")));
        blocks.push(Block::plain(e.t(
            "Nothing was rebuilt: this report says nothing on whether shipped binaries come from this source.",
            "Nichts wurde nachgebaut: Dieser Bericht sagt nichts darüber, ob gelieferte Binärdateien aus diesem Quelltext stammen.",
        )));
    }
    if inspection.trend.is_none() {
        blocks.push(Block::part(e.t("Earlier releases", "Frühere Versionen")));
        blocks.push(Block::plain(e.t(
            "No earlier inspection was given: this report says nothing on what is new.",
            "Keine frühere Prüfung wurde angegeben: Dieser Bericht sagt nichts darüber, was neu ist.",
        )));
    }
    blocks
}

fn table(e: &Editor, files: &[&FileCoverage]) -> Vec<Block> {
    let rows = files.len().min(e.edition.most_rows());
    let columns =
        vec![text(e.t("File", "Datei")), word(e.t("Status", "Status")), number("Bytes"), text(e.t("Reason", "Grund"))];
    let row = |file: &&FileCoverage| {
        vec![
            cell(e.path(file.path.as_str())),
            cell(file.status.name()),
            cell(e.number(file.bytes)),
            file.reason.as_ref().map(|reason| cell(e.remark(&reason.text))).unwrap_or_default(),
        ]
    };
    let table = Table::of(columns).rows(files.iter().take(rows).map(row));
    [Some(table.into()), e.cut(rows, files.len(), "coverage.json")].into_iter().flatten().collect()
}

fn partly_parsed(e: &Editor, files: &[&FileCoverage]) -> Option<Block> {
    if files.is_empty() {
        return None;
    }
    let rows = files.len().min(e.edition.most_rows());
    let unparsed = |file: &FileCoverage| file.unparsed.iter().map(|span| span.len()).sum::<u64>();
    let columns = vec![
        text(e.t("File", "Datei")),
        number(e.t("Stretches", "Stellen")),
        number(e.t("Bytes not parsed", "Bytes nicht gelesen")),
        number(e.t("Share", "Anteil")),
    ];
    let row = |file: &&FileCoverage| {
        vec![
            cell(e.path(file.path.as_str())),
            cell(e.amount(file.unparsed.len())),
            cell(e.number(unparsed(file))),
            cell(e.percent(unparsed(file), file.bytes)),
        ]
    };
    let mut blocks = vec![Table::of(columns).rows(files.iter().take(rows).map(row)).into()];
    blocks.extend(e.cut(rows, files.len(), "coverage.json"));
    blocks.push(Block::plain(say!(e;
        ["The byte ranges stand in ", code("coverage.json"), "."],
        ["Die Bytebereiche stehen in ", code("coverage.json"), "."],
    )));
    let title = e.t(
        "Parsed in part: stretches that rules on the syntax tree did not see",
        "Teilweise gelesen: Stellen, die Regeln auf dem Syntaxbaum nicht sahen",
    );
    Some(Block::fold(format!("{title} ({})", e.amount(files.len())), blocks))
}

fn rules_not_run(e: &Editor) -> Vec<Block> {
    let rules = &e.shown.inspection.coverage.rules_not_run;
    let heading = Block::part(e.t("Rules that did not run", "Regeln, die nicht liefen"));
    if rules.is_empty() {
        let none = e.t("None: every rule of every ruleset ran.", "Keine: Jede Regel jeder Regeldatei lief.");
        return vec![heading, Block::plain(none)];
    }
    let shown = rules.len().min(e.edition.most_rows());
    let rows = rules.iter().take(shown).map(|rule| vec![cell(code(&rule.id.0)), cell(e.remark(&rule.reason))]);
    let table = Table::of(vec![text(e.t("Rule", "Regel")), text(e.t("Reason", "Grund"))]).rows(rows);
    let mut blocks = vec![heading, table.into()];
    blocks.extend(e.cut(shown, rules.len(), "coverage.json"));
    blocks
}

fn silencing(e: &Editor) -> Vec<Block> {
    let suppressions = &e.shown.inspection.coverage.suppressions;
    let heading = Block::part(
        e.t("Comments that ask tools to keep silent", "Kommentare, die Werkzeuge zum Schweigen auffordern"),
    );
    if suppressions.is_empty() {
        return vec![heading, Block::plain(e.t("None was found.", "Keiner wurde gefunden."))];
    }
    let rows = suppressions.iter().map(|(form, count)| vec![cell(code(form)), cell(e.number(*count))]);
    vec![
        heading,
        Block::plain(e.t(
            "They hide nothing here: a finding that one speaks of says so. Their number tells what other tools were kept from telling.",
            "Sie verbergen hier nichts: Ein Befund, von dem einer spricht, sagt es. Ihre Zahl zeigt, was andere Werkzeuge nicht sagen sollten.",
        )),
        Table::of(vec![text(e.t("Form", "Form")), number(e.t("In the drop", "In der Lieferung"))]).compact().rows(rows).into(),
    ]
}
