use banbury_evidence::{BuildFiles, Comparison, Tool};

use super::equivalence::unconfined;
use crate::document::Editor;
use crate::document::block::{Block, Table, cell, text};
use crate::document::text::{code, prose, say};

/// Files of one list that are named.
const NAMED: usize = 200;

/// Where and how the source was built: tools, steps, and what they read and wrote.
pub(super) fn blocks(e: &Editor) -> Vec<Block> {
    let Some(comparison) = &e.shown.inspection.comparison else {
        return vec![Block::plain(e.t("Nothing was built.", "Nichts wurde gebaut."))];
    };
    let mut blocks: Vec<Block> = unconfined(e, comparison).into_iter().collect();
    blocks.extend(toolchain(e, &comparison.toolchain));
    blocks.extend(build(e, comparison));
    blocks
}

/// What could be told of the tools before anything was built.
fn toolchain(e: &Editor, toolchain: &[Tool]) -> Vec<Block> {
    let (same, other): (Vec<&Tool>, Vec<&Tool>) = toolchain.iter().partition(|tool| tool.is_as_declared());
    let mut blocks = vec![Block::section(e.t("Tools: declared and installed", "Werkzeuge: angegeben und vorhanden"))];
    if toolchain.is_empty() {
        blocks.push(Block::plain(e.t(
            "No versions of tools were declared, so that nothing could be told of them before the build.",
            "Keine Versionen von Werkzeugen wurden angegeben, sodass vor dem Bau nichts über sie zu sagen war.",
        )));
        return blocks;
    }
    let (different, all) = (e.amount(other.len()), e.amount(toolchain.len()));
    blocks.push(Block::plain(say!(e;
        [format!(
            "{different} of {all} tools that the vendor’s build used are here in another version, or not at all. This was known before anything was \
             built: what differs in the artefacts may come from it."
        )],
        [format!(
            "{different} von {all} Werkzeugen, die der Hersteller zum Bauen verwendete, gibt es hier in einer anderen Version oder gar nicht. Das war bekannt, \
             bevor etwas gebaut wurde: Was sich an den Artefakten unterscheidet, kann daher kommen."
        )],
    )));
    if !other.is_empty() {
        blocks.extend(tools(e, &other));
    }
    if !same.is_empty() {
        let title = format!("{} ({})", e.t("The same version", "Dieselbe Version"), e.amount(same.len()));
        blocks.push(Block::fold(title, tools(e, &same)));
    }
    blocks
}

fn tools(e: &Editor, tools: &[&Tool]) -> Vec<Block> {
    let shown = tools.len().min(e.edition.most_rows());
    let columns = vec![
        text(e.t("Tool", "Werkzeug")),
        text(e.t("Declared", "Angegeben")),
        text(e.t("Installed", "Vorhanden")),
        text(e.t("To be expected", "Zu erwarten")),
    ];
    let rows = tools.iter().take(shown).map(|tool| {
        let installed = match &tool.installed {
            Some(version) => cell(code(version)),
            None => cell(e.t("not installed", "nicht vorhanden")),
        };
        vec![cell(code(&tool.name)), cell(code(&tool.declared)), installed, cell(prose(&tool.prediction))]
    });
    let table = Table::of(columns).headed().rows(rows);
    [Some(table.into()), e.cut(shown, tools.len(), "rebuild.json")].into_iter().flatten().collect()
}

/// How the build went, and what it read and wrote.
fn build(e: &Editor, comparison: &Comparison) -> Vec<Block> {
    let mut blocks = vec![Block::section(e.t("The build", "Der Bau"))];
    if comparison.build.is_empty() {
        blocks.push(Block::plain(e.t("No build is on record.", "Kein Bau ist verzeichnet.")));
    } else {
        let items = comparison.build.iter().map(|step| (e.remark(step), Vec::new())).collect();
        blocks.push(Block::List { ordered: true, items });
    }
    if !comparison.log.is_empty() {
        blocks.push(Block::plain(say!(e;
            ["What the first build printed stands in ", code("build.log"), "."],
            ["Was der erste Bau ausgab, steht in ", code("build.log"), "."],
        )));
    }
    if comparison.resources.is_some() {
        blocks.push(Block::plain(say!(e;
            ["What it used up stands in ", code("resources.json"), "."],
            ["Was er verbrauchte, steht in ", code("resources.json"), "."],
        )));
    }
    blocks.push(Block::part(e.t("Files", "Dateien")));
    if comparison.files == BuildFiles::default() {
        blocks.push(Block::plain(e.t(
            "What a build read and wrote is not on record.",
            "Was ein Bau las und schrieb, ist nicht verzeichnet.",
        )));
    } else {
        blocks.extend(files(e, &comparison.files));
    }
    blocks
}

fn files(e: &Editor, files: &BuildFiles) -> Vec<Block> {
    let mut blocks = Vec::new();
    match &files.unread {
        Some(unread) => {
            blocks.push(Block::plain(e.t(
                "A file of the drop that no step read had no part in what was built.",
                "Eine Datei der Lieferung, die kein Schritt las, hatte keinen Anteil am Gebauten.",
            )));
            blocks.push(list(
                e,
                unread,
                ("file of the drop was never read", "files of the drop were never read"),
                ("Datei der Lieferung wurde nie gelesen", "Dateien der Lieferung wurden nie gelesen"),
            ));
        }
        None => blocks.push(Block::plain(e.t(
            "Which files of the drop the build read is not known: the disk that it ran on keeps no times of access.",
            "Welche Dateien der Lieferung der Bau las, ist nicht bekannt: Der Datenträger, auf dem er lief, hält keine Zugriffszeiten fest.",
        ))),
    }
    match &files.outside {
        Some(outside) => {
            blocks.push(Block::plain(e.t(
                "What a build opens outside of the drop may go into the artefacts too, and was not inspected.",
                "Was ein Bau außerhalb der Lieferung öffnet, kann auch in die Artefakte eingehen und wurde nicht geprüft.",
            )));
            blocks.push(list(
                e,
                outside,
                ("file outside of the drop was opened", "files outside of the drop were opened"),
                ("Datei außerhalb der Lieferung wurde geöffnet", "Dateien außerhalb der Lieferung wurden geöffnet"),
            ));
        }
        None => blocks.push(Block::plain(e.t(
            "It was not watched which files outside of the drop the build opened.",
            "Es wurde nicht beobachtet, welche Dateien außerhalb der Lieferung der Bau öffnete.",
        ))),
    }
    blocks.push(list(
        e,
        &files.written,
        ("file below the source was made or changed", "files below the source were made or changed"),
        (
            "Datei unter dem Quelltext wurde angelegt oder geändert",
            "Dateien unter dem Quelltext wurden angelegt oder geändert",
        ),
    ));
    blocks
}

fn list(
    e: &Editor,
    paths: &[String],
    english: (&'static str, &'static str),
    german: (&'static str, &'static str),
) -> Block {
    let count = e.several(paths.len(), english, german);
    if paths.is_empty() || e.edition.redacted {
        return Block::plain(format!("{count}."));
    }
    let named = NAMED.min(e.edition.most_rows());
    let mut blocks = vec![Block::bullets(paths.iter().take(named).map(|path| code(path).into()))];
    blocks.extend(e.cut(named.min(paths.len()), paths.len(), "rebuild.json"));
    Block::fold(count, blocks)
}
