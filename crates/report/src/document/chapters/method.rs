use banbury_evidence::Tier;

use crate::document::Editor;
use crate::document::block::{Block, Table, cell, text, word};
use crate::document::text::{code, digest, say};

/// Program, rules, configuration and limits.
pub(super) fn blocks(e: &Editor) -> Vec<Block> {
    let inspection = &e.shown.inspection;
    let of_tier = |tier| e.amount(inspection.rules.iter().filter(|rule| rule.tier == tier).count());
    let (all, suspicion, hygiene) =
        (e.amount(inspection.rules.len()), of_tier(Tier::Suspicion), of_tier(Tier::Hygiene));
    let mut blocks = vec![
        Block::plain(say!(e;
            [
                "The drop was sealed first: every entry is recorded in ", code("manifest.json"), " with its digest. Each text file was decoded and, \
                 where the bench has a grammar for its language, parsed; the rules below ran on the syntax tree or on the text. Comments that ask a \
                 tool to keep silent were recorded and hid nothing. The same drop, rules and program give the same bytes.",
            ],
            [
                "Die Lieferung wurde zuerst versiegelt: Jeder Eintrag steht in ", code("manifest.json"), " mit seiner Prüfsumme. Jede Textdatei wurde \
                 dekodiert und, wo es für ihre Sprache eine Grammatik gibt, in einen Syntaxbaum gelesen; die Regeln unten liefen auf dem Baum oder auf dem Text. \
                 Kommentare, die ein Werkzeug zum Schweigen auffordern, wurden vermerkt und verbargen nichts. Dieselbe Lieferung ergibt mit denselben Regeln \
                 und demselben Programm dieselben Bytes. Die Meldungen der Regeln sind englisch.",
            ],
        )),
        Block::Facts(vec![
            (e.t("Program", "Programm").into(), format!("{} {}", inspection.tool.name, inspection.tool.version).into()),
            (
                e.t("Rules that ran", "Regeln, die liefen").into(),
                say!(e;
                    [format!("{all}: {suspicion} look for suspicious constructs, {hygiene} count hygiene findings")],
                    [format!("{all}: {suspicion} suchen nach verdächtigen Stellen, {hygiene} zählen Hygienebefunde")],
                ),
            ),
            (e.t("Rule files", "Regeldateien").into(), e.amount(inspection.rulesets.len()).into()),
        ]),
        Block::section(e.t("Limits in force", "Geltende Grenzen")),
    ];
    if inspection.limits.is_empty() {
        blocks.push(Block::plain(e.t("None that bears on the result.", "Keine, die das Ergebnis berührt.")));
    } else {
        let rows = inspection.limits.iter().map(|limit| vec![cell(limit.name.as_str()), cell(limit.value.as_str())]);
        let columns = vec![text(e.t("Limit", "Grenze")), text(e.t("Value", "Wert"))];
        blocks.push(Table::of(columns).compact().rows(rows).into());
    }
    blocks.push(rules(e));
    blocks.push(digests(e));
    blocks
}

fn rules(e: &Editor) -> Block {
    let rules = &e.shown.inspection.rules;
    let shown = rules.len().min(e.edition.most_rows());
    let columns = vec![
        text(e.t("Rule", "Regel")),
        word(e.t("Tier", "Stufe")),
        word(e.t("Severity", "Schwere")),
        word(e.t("Confidence", "Sicherheit")),
        text(e.t("Class", "Klasse")),
        text(e.t("Languages", "Sprachen")),
    ];
    let rows = rules.iter().take(shown).map(|rule| {
        let languages = match rule.languages.as_slice() {
            [] => e.t("any text", "jeder Text").to_owned(),
            languages => join(languages.iter().map(|language| language.name().to_owned())),
        };
        vec![
            cell(code(&rule.id.0)),
            cell(&*e.called(rule.tier.name())),
            cell(e.severity(rule.severity)),
            cell(&*e.called(rule.confidence.name())),
            cell(join(rule.class.iter().map(u8::to_string))),
            cell(languages),
        ]
    });
    let mut blocks = vec![Table::of(columns).rows(rows).into()];
    blocks.extend(e.cut(shown, rules.len(), "findings.sarif"));
    Block::fold(format!("{} ({})", e.t("Rules that ran", "Regeln, die liefen"), e.amount(rules.len())), blocks)
}

fn digests(e: &Editor) -> Block {
    let files = &e.shown.inspection.rulesets;
    let shown = files.len().min(e.edition.most_rows());
    let rows = files.iter().take(shown).map(|file| vec![cell(code(&file.name)), cell(digest(file.sha256))]);
    let mut blocks = vec![Table::of(vec![text(e.t("File", "Datei")), text("SHA-256")]).rows(rows).into()];
    blocks.extend(e.cut(shown, files.len(), "statement.json"));
    let title = e.t("Digests of the rule files", "Prüfsummen der Regeldateien");
    Block::fold(format!("{title} ({})", e.amount(files.len())), blocks)
}

pub(super) fn join(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}
