use crate::document::Editor;
use crate::document::block::{Block, Table, cell, number, text, word};
use crate::document::text::{code, say};

/// How long and how tangled functions are.
pub(super) fn blocks(e: &Editor) -> Vec<Block> {
    let (top, all) = (&e.shown.inspection.functions, &e.shown.functions);
    let [total, clean, recovered, damaged] =
        [all.total, all.clean, all.recovered, all.damaged].map(|count| e.amount(count));
    let share = e.percent(all.damaged as u64, all.total as u64);
    let mut blocks = vec![Block::plain(say!(e;
        [
            format!(
                "{total} functions were found: {clean} read from the plain text, {recovered} from another reading of it (one branch of the \
                 conditionals, for example), {damaged} ({share}) with a syntax error inside. All of them stand in "
            ),
            code("functions.csv"), ".",
        ],
        [
            format!(
                "{total} Funktionen wurden gefunden: {clean} aus dem bloßen Text gelesen, {recovered} aus einer anderen Lesart (etwa einem Zweig der \
                 Bedingungen), {damaged} ({share}) mit einem Syntaxfehler darin. Alle stehen in "
            ),
            code("functions.csv"), ".",
        ],
    ))];
    if top.is_empty() {
        return blocks;
    }
    let columns = vec![
        text(e.t("Function", "Funktion")),
        text(e.t("Place", "Stelle")),
        number(e.t("Complexity", "Komplexität")),
        number(e.t("Lines", "Zeilen")),
        number(e.t("Nesting", "Tiefe")),
        number(e.t("Parameters", "Parameter")),
        word(e.t("Read", "Gelesen")),
    ];
    let rows = top.iter().map(|function| {
        vec![
            cell(e.vendors_name(&function.name)),
            cell(e.place(&function.file, function.line)),
            cell(e.number(function.complexity.into())),
            cell(e.number(function.lines.into())),
            cell(e.number(function.nesting.into())),
            cell(e.number(function.parameters.into())),
            cell(function.parse.name()),
        ]
    });
    blocks.push(Table::of(columns).rows(rows).into());
    blocks.push(Block::section(e.t("All functions", "Alle Funktionen")));
    blocks.push(distributions(e));
    blocks.push(Block::quiet(e.t(
        "Complexity is McCabe’s cyclomatic complexity: decisions plus one. Nesting is the deepest number of control structures inside one another; \
         parameters count as they are declared, one for any further arguments.",
        "Komplexität ist McCabes zyklomatische Komplexität: Entscheidungen plus eins. Tiefe ist die größte Zahl ineinander liegender Kontrollstrukturen; \
         Parameter zählen, wie sie deklariert sind, einer für beliebige weitere Argumente.",
    )));
    blocks
}

fn distributions(e: &Editor) -> Block {
    let columns = vec![
        word(e.t("Measure", "Maß")),
        number(e.t("Median", "Median")),
        number(e.t("90 in 100 have at most", "90 von 100 haben höchstens")),
        number(e.t("99 in 100 have at most", "99 von 100 haben höchstens")),
        number(e.t("Largest", "Größter Wert")),
    ];
    let rows = e.shown.functions.distributions.iter().map(|(name, values)| {
        let name = match *name {
            "lines" => e.t("lines", "Zeilen"),
            "complexity" => e.t("complexity", "Komplexität"),
            "nesting" => e.t("nesting", "Tiefe"),
            "parameters" => e.t("parameters", "Parameter"),
            other => other,
        };
        let mut cells = vec![cell(name)];
        cells.extend([values.median, values.p90, values.p99, values.most].map(|value| cell(e.number(value.into()))));
        cells
    });
    Table::of(columns).headed().compact().rows(rows).into()
}
