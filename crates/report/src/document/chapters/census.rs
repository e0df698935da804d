use banbury_evidence::{ApiFamily, Redefinition};

use crate::document::block::{Block, Chart, Fill, Table, cell, number, text, word};
use crate::document::text::{code, say, strong};
use crate::document::{Editor, Tone};

/// Safe and unsafe calls by family, and safe names that mean something else.
pub(super) fn blocks(e: &Editor) -> Vec<Block> {
    let census = &e.shown.inspection.census;
    let mut blocks = vec![Block::plain(e.t(
        "Counted are direct invocations and the distinct functions invoked. Invocations in macro bodies are counted once, at the definition, and apart.",
        "Gezählt werden direkte Aufrufe und die verschiedenen aufgerufenen Funktionen. Aufrufe in Makrorümpfen zählen einmal, bei der Definition, und gesondert.",
    ))];
    if census.families.is_empty() {
        blocks.push(Block::plain(e.t(
            "No function of the configured families is called.",
            "Keine Funktion der eingestellten Familien wird aufgerufen.",
        )));
    } else {
        blocks.push(chart(e, &census.families));
        blocks.push(families(e, &census.families));
        if !e.edition.redacted {
            blocks.push(Block::fold(e.t("Function by function", "Funktion für Funktion"), names(e, &census.families)));
        }
    }
    blocks
        .push(Block::section(e.t("Safe names that mean something else", "Sichere Namen, die etwas anderes bedeuten")));
    if census.redefinitions.is_empty() {
        blocks.push(Block::plain(e.t(
            "No macro gives a safe name another meaning.",
            "Kein Makro gibt einem sicheren Namen eine andere Bedeutung.",
        )));
    } else {
        blocks.extend(redefinitions(e, &census.redefinitions));
    }
    blocks
}

fn chart(e: &Editor, families: &[ApiFamily]) -> Block {
    let called = families.iter().filter(|family| family.safe.calls.max(family.unsafe_.calls) > 0);
    Block::Chart(Chart {
        caption: e.t("Calls of safe and of unsafe functions", "Aufrufe sicherer und unsicherer Funktionen").to_owned(),
        series: vec![
            (Fill::Tone(Tone::Pass), e.t("safe", "sicher").to_owned()),
            (Fill::Tone(Tone::Fail), e.t("unsafe", "unsicher").to_owned()),
        ],
        bars: called.map(|family| (family.family.clone(), vec![family.safe.calls, family.unsafe_.calls])).collect(),
        shares: true,
    })
}

fn families(e: &Editor, families: &[ApiFamily]) -> Block {
    let columns = vec![
        word(e.t("Family", "Familie")),
        number(e.t("Safe functions", "Sichere Funktionen")),
        number(e.t("Calls of them", "Aufrufe davon")),
        number(e.t("Unsafe functions", "Unsichere Funktionen")),
        number(e.t("Calls of them", "Aufrufe davon")),
        number(e.t("Unsafe share", "Anteil unsicher")),
    ];
    let rows = families.iter().map(|family| {
        let all = family.safe.calls.saturating_add(family.unsafe_.calls);
        vec![
            cell(family.family.as_str()),
            cell(e.number(family.safe.functions)),
            cell(e.number(family.safe.calls)),
            cell(e.number(family.unsafe_.functions)),
            cell(e.number(family.unsafe_.calls)),
            cell(e.percent(family.unsafe_.calls, all)),
        ]
    });
    Table::of(columns).headed().compact().rows(rows).into()
}

fn names(e: &Editor, families: &[ApiFamily]) -> Vec<Block> {
    let total = families.iter().map(|family| family.names.len()).sum::<usize>();
    let shown = total.min(e.edition.most_rows());
    let columns = vec![
        word(e.t("Family", "Familie")),
        text(e.t("Function", "Funktion")),
        word(e.t("Counts as", "Gilt als")),
        number(e.t("Calls", "Aufrufe")),
        number(e.t("In macro bodies", "In Makrorümpfen")),
    ];
    let rows = families.iter().flat_map(|family| family.names.iter().map(move |name| (family, name)));
    let rows = rows.take(shown).map(|(family, name)| {
        vec![
            cell(family.family.as_str()),
            cell(code(&name.name)),
            cell(if name.safe { e.t("safe", "sicher") } else { e.t("unsafe", "unsicher") }),
            cell(e.number(name.calls)),
            cell(e.number(name.in_macro_bodies)),
        ]
    });
    let table = Table::of(columns).compact().rows(rows);
    [Some(table.into()), e.cut(shown, total, "census.json")].into_iter().flatten().collect()
}

fn redefinitions(e: &Editor, redefinitions: &[Redefinition]) -> Vec<Block> {
    let shown = redefinitions.len().min(e.edition.most_rows());
    let columns = vec![
        text(e.t("Defined at", "Definiert in")),
        text(e.t("Name", "Name")),
        text(e.t("Ends in", "Endet in")),
        text(e.t("By way of", "Über")),
        word(e.t("Bound", "Grenze")),
    ];
    let rows = redefinitions.iter().take(shown).map(|found| {
        let via = match found.via.as_slice() {
            [] => cell("–"),
            via => cell(e.vendors_name(&via.join(" → "))),
        };
        let bound = match found.drops_bound {
            true => cell(strong(e.t("dropped", "entfällt"))),
            false => cell(e.t("kept", "bleibt")),
        };
        vec![
            cell(e.place(&found.path, found.line)),
            cell(e.vendors_name(&found.name)),
            cell(e.vendors_name(&found.ends_in)),
            via,
            bound,
        ]
    });
    let mut blocks = vec![
        Block::plain(e.t(
            "The source says the name in the second column; what is called in the end stands in the third.",
            "Der Quelltext nennt den Namen in der zweiten Spalte; was am Ende aufgerufen wird, steht in der dritten.",
        )),
        Table::of(columns).rows(rows).into(),
    ];
    blocks.extend(e.cut(shown, redefinitions.len(), "census.json"));
    let dropping = e.amount(redefinitions.iter().filter(|found| found.drops_bound).count());
    let all = e.amount(redefinitions.len());
    blocks.push(Block::quiet(say!(e;
        [format!("{dropping} of {all} drop the bound that the name promises.")],
        [format!("Bei {dropping} von {all} entfällt die Grenze, die der Name verspricht.")],
    )));
    blocks
}
