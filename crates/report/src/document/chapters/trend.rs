use banbury_evidence::{BaselineState, OldFinding, Severity};

use crate::document::Editor;
use crate::document::block::{Block, Table, cell, number, text, word};
use crate::document::text::{Inline, code, em, prose, say, strong};
use crate::tally::SEVERITIES;

/// What became of the findings of the previous release.
pub(super) fn blocks(e: &Editor) -> Vec<Block> {
    let Some(trend) = &e.shown.inspection.trend else {
        return vec![Block::plain(e.t("No earlier inspection was given.", "Keine frühere Prüfung wurde angegeben."))];
    };
    let mut intro = say!(e;
        [
            "Findings are recognised by fingerprint, not by line. ", em("Fixed"), " means that rule and file took part this time and the finding is gone; \
             where one of them did not, or the rule is another one now, the finding is ", em("not comparable"), ".",
        ],
        [
            "Befunde werden am Fingerabdruck erkannt, nicht an der Zeile. ", em("Behoben"), " heißt, dass Regel und Datei auch diesmal dabei waren und der Befund \
             fort ist; wo eines davon fehlte oder die Regel eine andere geworden ist, ist der Befund ", em("nicht vergleichbar"), ".",
        ],
    );
    if trend.of_new_rules > 0 {
        let count = strong(e.number(trend.of_new_rules));
        intro = intro.and(say!(e;
            [" Of the new findings ", count.clone(), " are of rules that are new or have changed: they tell of the rules, not of the release."],
            [" Von den neuen Befunden stammen ", count.clone(), " von Regeln, die neu sind oder sich geändert haben: Sie erzählen von den Regeln, nicht von der Version."],
        ));
    }
    let mut blocks = vec![Block::plain(intro), table(e)];
    let gone: Vec<_> = trend.fixed.iter().map(|old| (old, None)).collect();
    let why: Vec<_> = trend.not_comparable.iter().map(|(old, why)| (old, Some(why.as_str()))).collect();
    if !gone.is_empty() {
        blocks.push(Block::fold(format!("{} ({})", e.t("Fixed", "Behoben"), e.amount(gone.len())), list(e, &gone)));
    }
    if !why.is_empty() {
        let title = e.t("Not comparable", "Nicht vergleichbar");
        blocks.push(Block::Fold {
            summary: format!("{title} ({})", e.amount(why.len())).into(),
            open: true,
            blocks: list(e, &why),
        });
    }
    blocks
}

fn table(e: &Editor) -> Block {
    let current = || e.tally.suspicion.iter().chain(&e.tally.hygiene);
    let trend = e.shown.inspection.trend.iter();
    let fixed: Vec<&OldFinding> = trend.clone().flat_map(|trend| &trend.fixed).collect();
    let unknown: Vec<&OldFinding> = trend.flat_map(|trend| &trend.not_comparable).map(|(old, _)| old).collect();
    let counts = |of: &dyn Fn(Severity) -> bool| {
        let in_state = |states: &[BaselineState]| {
            let is = |finding: &&&banbury_evidence::Finding| {
                of(finding.severity) && finding.state.is_some_and(|state| states.contains(&state))
            };
            current().filter(is).count()
        };
        let old = |findings: &[&OldFinding]| findings.iter().filter(|old| of(old.severity)).count();
        [
            in_state(&[BaselineState::New]),
            in_state(&[BaselineState::Unchanged, BaselineState::Updated]),
            in_state(&[BaselineState::Updated]),
            old(&fixed),
            old(&unknown),
        ]
        .map(|count| cell(e.amount(count)))
    };
    let columns = vec![
        word(e.t("Severity", "Schwere")),
        number(e.t("new", "neu")),
        number(e.t("persisting", "weiterhin da")),
        number(e.t("of these moved", "davon verschoben")),
        number(e.t("fixed", "behoben")),
        number(e.t("not comparable", "nicht vergleichbar")),
    ];
    let rows = SEVERITIES.map(|severity| {
        let mut cells = vec![cell(e.severity(severity))];
        cells.extend(counts(&|of| of == severity));
        cells
    });
    let mut total = vec![cell(e.t("all", "alle"))];
    total.extend(counts(&|_| true));
    Table::of(columns).headed().compact().rows(rows).total(total).into()
}

fn list(e: &Editor, findings: &[(&OldFinding, Option<&str>)]) -> Vec<Block> {
    let shown = findings.len().min(e.edition.most_rows());
    let columns = vec![
        text(e.t("Then at", "Damals in")),
        text(e.t("Rule", "Regel")),
        word(e.t("Severity", "Schwere")),
        text(e.t("Message", "Meldung")),
    ];
    let rows = findings.iter().take(shown).map(|(old, why)| {
        let mut message = if e.edition.redacted { e.left_out() } else { prose(&old.message) };
        if let Some(why) = why {
            let title = strong(e.t("Not comparable: ", "Nicht vergleichbar: "));
            message = message.and(Inline::Break).and(title).and(*why);
        }
        vec![cell(e.place(&old.path, old.line)), cell(code(&old.rule.0)), cell(e.severity(old.severity)), cell(message)]
    });
    let table = Table::of(columns).rows(rows);
    let cut = e.cut(shown, findings.len(), "findings.sarif of the earlier bundle");
    [Some(table.into()), cut].into_iter().flatten().collect()
}
