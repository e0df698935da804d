use banbury_evidence::{
    OldFinding, PointFix, Trend, TrendCounts, by_class, by_component, by_severity, in_all, point_fixes,
};

use crate::document::Editor;
use crate::document::block::{Block, Cell, Table, cell, number, text, word};
use crate::document::text::{Inline, Text, code, digest, em, prose, say, strong};
use crate::tally::SEVERITIES;

/// What became of the findings of earlier releases.
pub(super) fn blocks(e: &Editor) -> Vec<Block> {
    let inspection = &e.shown.inspection;
    let findings = &inspection.findings;
    let Some(trend) = &inspection.trend else {
        return vec![Block::plain(e.t("No earlier inspection was given.", "Keine frühere Prüfung wurde angegeben."))];
    };
    let mut blocks = compared_with(e, trend);
    blocks.push(Block::plain(intro(e, trend)));
    let severities = by_severity(trend, findings);
    let rows =
        SEVERITIES.map(|severity| (cell(e.severity(severity)), severities.get(&severity).copied().unwrap_or_default()));
    blocks.push(table(e, e.t("Severity", "Schwere"), rows, Some(in_all(trend, findings))));
    blocks.push(Block::section(e.t("By class", "Nach Klasse")));
    blocks.push(Block::plain(e.t(
        "A finding of several classes counts in each of them.",
        "Ein Befund mehrerer Klassen zählt in jeder von ihnen.",
    )));
    let classes = by_class(trend, findings, &inspection.rules);
    let rows = classes.iter().map(|(class, counts)| (cell(class_words(e, *class)), *counts));
    blocks.push(table(e, e.t("Class", "Klasse"), rows, None));
    if !e.edition.redacted {
        blocks.extend(of_components(e, &by_component(trend, findings, &e.components)));
    }
    blocks.extend(fixed_elsewhere_not(e, &point_fixes(trend, findings)));
    let gone: Vec<_> = trend.fixed.iter().map(|old| (old, None)).collect();
    let why: Vec<_> = trend.not_comparable.iter().map(|(old, why)| (old, Some(why.as_str()))).collect();
    if !gone.is_empty() {
        blocks.push(Block::fold(format!("{} ({})", e.t("Fixed", "Behoben"), e.amount(gone.len())), list(e, &gone)));
    }
    if !why.is_empty() {
        let title = e.t("Not comparable", "Nicht vergleichbar");
        let summary = format!("{title} ({})", e.amount(why.len())).into();
        blocks.push(Block::Fold { summary, open: true, blocks: list(e, &why) });
    }
    blocks
}

fn compared_with(e: &Editor, trend: &Trend) -> Vec<Block> {
    if trend.earlier.is_empty() {
        return Vec::new();
    }
    let item = |earlier: &banbury_evidence::EarlierRelease| {
        let mut text = Text::default();
        if let Some(release) = &earlier.release {
            text = text.and(format!("{} {release}, ", e.t("release", "Version")));
        }
        (text.and(e.t("drop ", "Lieferung ")).and(digest(earlier.drop)), Vec::new())
    };
    vec![
        Block::plain(
            e.t("Compared with, from the oldest to the newest:", "Verglichen mit, von der ältesten zur neuesten:"),
        ),
        Block::List { ordered: true, items: trend.earlier.iter().map(item).collect() },
    ]
}

fn intro(e: &Editor, trend: &Trend) -> Text {
    let intro = say!(e;
        [
            "Findings are recognised by fingerprint, not by line. ", em("Fixed"), " means that rule and file took part this time and the finding is gone; \
             where one of them did not, or the rule is another one now, the finding is ", em("not comparable"), ". ", em("Returned"),
            " is what was fixed in an earlier release and is there again.",
        ],
        [
            "Befunde werden am Fingerabdruck erkannt, nicht an der Zeile. ", em("Behoben"), " heißt, dass Regel und Datei auch diesmal dabei waren und der Befund \
             fort ist; wo eines davon fehlte oder die Regel eine andere geworden ist, ist der Befund ", em("nicht vergleichbar"), ". ", em("Wieder da"),
            " ist, was in einer früheren Version behoben war und nun wieder da ist.",
        ],
    );
    if trend.of_new_rules == 0 {
        return intro;
    }
    let count = strong(e.number(trend.of_new_rules));
    intro.and(say!(e;
        [" Of the new findings ", count.clone(), " are of rules that are new or have changed: they tell of the rules, not of the release."],
        [" Von den neuen Befunden stammen ", count.clone(), " von Regeln, die neu sind oder sich geändert haben: Sie erzählen von den Regeln, nicht von der Version."],
    ))
}

fn table(
    e: &Editor,
    of: &'static str,
    rows: impl IntoIterator<Item = (Cell, TrendCounts)>,
    sum: Option<TrendCounts>,
) -> Block {
    let columns = vec![
        text(of),
        number(e.t("new", "neu")),
        number(e.t("returned", "wieder da")),
        number(e.t("persisting", "weiterhin da")),
        number(e.t("of these moved", "davon verschoben")),
        number(e.t("fixed", "behoben")),
        number(e.t("not comparable", "nicht vergleichbar")),
    ];
    let row = |(name, counts): (Cell, TrendCounts)| {
        let TrendCounts { new, returned, unchanged: _, moved, fixed, not_comparable } = counts;
        let numbers = [new, returned, counts.persisting(), moved, fixed, not_comparable];
        std::iter::once(name).chain(numbers.map(|count| cell(e.number(count)))).collect::<Vec<_>>()
    };
    let table = Table::of(columns).headed().compact().rows(rows.into_iter().map(row));
    match sum {
        Some(sum) => table.total(row((cell(e.t("all", "alle")), sum))).into(),
        None => table.into(),
    }
}

fn class_words(e: &Editor, class: Option<u8>) -> String {
    class.map_or_else(|| e.t("none", "keine").to_owned(), |number| format!("{number} {}", e.class(number)))
}

fn of_components(e: &Editor, components: &std::collections::BTreeMap<String, TrendCounts>) -> Vec<Block> {
    let shown = components.len().min(e.edition.most_rows());
    let rows = components.iter().take(shown).map(|(name, counts)| (cell(e.component_words(name)), *counts));
    let mut blocks = vec![
        Block::section(e.t("By component", "Nach Komponente")),
        table(e, e.t("Component", "Komponente"), rows, None),
    ];
    blocks.extend(e.cut(shown, components.len(), "findings.sarif"));
    blocks
}

/// Where only what was pointed at may have been mended.
fn fixed_elsewhere_not(e: &Editor, fixes: &[PointFix<'_>]) -> Vec<Block> {
    if fixes.is_empty() {
        return Vec::new();
    }
    let shown = fixes.len().min(e.edition.most_rows());
    let columns =
        vec![text(e.t("Rule", "Regel")), text(e.t("Gone from", "Fort aus")), text(e.t("Still at", "Noch in"))];
    let rows = fixes.iter().take(shown).map(|fix| {
        let rule = fix.remaining.first().map(|finding| cell(code(&finding.rule.0))).unwrap_or_default();
        let gone = fix.fixed.iter().map(|old| e.place(&old.path, old.line));
        let there = fix.remaining.iter().map(|it| e.place(&it.location.path, it.location.start.line));
        vec![rule, cell(places(e, gone)), cell(places(e, there))]
    });
    let mut blocks = vec![
        Block::section(e.t("Fixed in one place, still there elsewhere", "An einer Stelle behoben, anderswo noch da")),
        Block::plain(e.t(
            "The same rule and the same text, gone from some places and left in others: perhaps only what was pointed at was mended.",
            "Dieselbe Regel und derselbe Text, an manchen Stellen fort und an anderen geblieben: Vielleicht wurde nur behoben, worauf gezeigt wurde.",
        )),
        Table::of(columns).rows(rows).into(),
    ];
    blocks.extend(e.cut(shown, fixes.len(), "inspection.json"));
    blocks
}

fn places(e: &Editor, places: impl ExactSizeIterator<Item = Inline>) -> Text {
    let further = places.len().saturating_sub(e.edition.most_places());
    let mut text = Text::default();
    for (index, place) in places.take(e.edition.most_places()).enumerate() {
        if index > 0 {
            text = text.and(Inline::Break);
        }
        text = text.and(place);
    }
    if further > 0 {
        let more = e.amount(further);
        text = text.and(Inline::Break).and(say!(e; [format!("and {more} more")], [format!("und {more} weitere")]));
    }
    text
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
