use std::collections::BTreeMap;

use banbury_evidence::{BaselineState, Finding, Severity, Status, Tier, Verdict};

use super::equivalence::{sentence, unconfined};
use super::suspicion::anchor;
use crate::document::block::{Block, Chart, Fill, Table, cell, number, word};
use crate::document::text::{Text, link, say, strong};
use crate::document::{Editor, Tone};
use crate::tally::{SEVERITIES, count};

/// How many findings the summary names.
const TOP: usize = 10;

/// The evaluator's words, and what says most in numbers.
pub(super) fn blocks(e: &Editor) -> Vec<Block> {
    let case = e.shown.inspection.case.clone().unwrap_or_default();
    let mut blocks = vec![
        Block::section(e.t("Assurance statement", "Aussage zum Vertrauen")),
        words(&case.assurance_statement),
        Block::section(e.t("Conclusions", "Schlussfolgerungen")),
        words(&case.conclusions),
    ];
    if e.is_draft() {
        blocks.push(Block::note(say!(e;
            [strong("This is a draft."), " Assurance statement, scope and conclusions are the evaluator’s own words from the case file; Banbury computes none of them."],
            [strong("Dies ist ein Entwurf."), " Aussage zum Vertrauen, Umfang und Schlussfolgerungen sind die eigenen Worte des Prüfers aus der Falldatei; Banbury berechnet nichts davon."],
        )));
    }
    blocks.push(Block::section(e.t("At a glance", "Auf einen Blick")));
    blocks.push(tiles(e));
    if let Some(comparison) = &e.shown.inspection.comparison {
        blocks.extend(unconfined(e, comparison));
        blocks.push(Block::plain(
            Text::from(sentence(e))
                .and(" ")
                .and(link("rebuild", e.t("What was shipped against what was built", "Geliefertes gegen Gebautes"))),
        ));
    }
    blocks.push(severities(e));
    blocks.extend([Tier::Suspicion, Tier::Hygiene].into_iter().filter_map(|tier| e.withheld(tier)));
    blocks.extend(by_class(e));
    blocks.extend(first_to_look_at(e));
    blocks
}

/// The evaluator's words, paragraph by paragraph.
pub(super) fn words(text: &str) -> Block {
    Block::Words(text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect())
}

fn tiles(e: &Editor) -> Block {
    let (inspection, tally) = (&e.shown.inspection, &e.tally);
    let parsed = tally.by_status.get(&Status::Parsed).copied().unwrap_or_default();
    let passing = Verdict::ALL.iter().filter(|verdict| verdict.passes());
    let passing: u64 = passing.filter_map(|verdict| tally.by_verdict.get(verdict)).sum();
    let of = |part: u64, whole: usize| format!("{} {} {}", e.number(part), e.t("of", "von"), e.amount(whole));
    let none = || "–".to_owned();
    let mut tiles = vec![
        (
            e.amount(tally.suspicion.len()),
            e.t("suspicious constructs, each to be looked at", "verdächtige Stellen, jede anzusehen"),
        ),
        (e.amount(tally.hygiene.len()), e.t("hygiene findings, counted", "Hygienebefunde, gezählt")),
        (of(parsed, inspection.coverage.files.len()), e.t("files parsed without damage", "Dateien ohne Lücke gelesen")),
        (
            e.amount(tally.uninspected.len()),
            e.t("files that could not be inspected", "Dateien, die nicht geprüft werden konnten"),
        ),
    ];
    tiles.push(match &inspection.comparison {
        Some(comparison) => (
            of(passing, comparison.artefacts.len()),
            e.t("artefacts identical or equivalent", "Artefakte gleich oder gleichwertig"),
        ),
        None => (none(), e.t("nothing was rebuilt", "nichts wurde nachgebaut")),
    });
    tiles.push(match &inspection.trend {
        Some(trend) => (
            format!(
                "{} {}, {} {}",
                e.number(trend.new),
                e.t("new", "neu"),
                e.amount(trend.fixed.len()),
                e.t("fixed", "behoben")
            ),
            e.t("against the previous release", "gegenüber der vorigen Version"),
        ),
        None => (none(), e.t("no earlier inspection given", "keine frühere Prüfung angegeben")),
    });
    Block::Tiles(tiles.into_iter().map(|(value, what)| (value, what.to_owned())).collect())
}

fn severities(e: &Editor) -> Block {
    let mut columns = vec![word(e.t("Tier", "Stufe"))];
    columns.extend(SEVERITIES.map(|severity| number(e.severity(severity))));
    columns.push(number(e.t("total", "alle")));
    let row = |name: &str, findings: &[&Finding]| {
        let mut cells = vec![cell(name)];
        cells.extend(SEVERITIES.map(|severity| cell(e.number(count(findings, severity)))));
        cells.push(cell(strong(e.amount(findings.len()))));
        cells
    };
    Table::of(columns)
        .caption(e.t("Findings by tier and severity", "Befunde nach Stufe und Schwere"))
        .headed()
        .compact()
        .rows([
            row(&e.called(banbury_evidence::Tier::Suspicion.name()), &e.tally.suspicion),
            row(&e.called(banbury_evidence::Tier::Hygiene.name()), &e.tally.hygiene),
        ])
        .into()
}

/// Findings of the tier suspicion by class and severity; where there is a previous release, beside what it had.
fn by_class(e: &Editor) -> Option<Block> {
    type BySeverity = BTreeMap<Severity, u64>;
    let mut now: BTreeMap<u8, BySeverity> = BTreeMap::new();
    let mut before: BTreeMap<u8, BySeverity> = BTreeMap::new();
    let class_of = |rule| e.tally.rules.get(rule).and_then(|rule| rule.class.first().copied());
    for finding in &e.tally.suspicion {
        let Some(class) = class_of(&finding.rule) else { continue };
        *now.entry(class).or_default().entry(finding.severity).or_default() += 1;
        if matches!(finding.state, Some(BaselineState::Unchanged | BaselineState::Updated)) {
            *before.entry(class).or_default().entry(finding.severity).or_default() += 1;
        }
    }
    if let Some(trend) = &e.shown.inspection.trend {
        let gone = trend.fixed.iter().chain(trend.not_comparable.iter().map(|(old, _)| old));
        for old in gone.filter(|old| e.tally.is_suspicion(&old.rule)) {
            let Some(class) = class_of(&old.rule) else { continue };
            *before.entry(class).or_default().entry(old.severity).or_default() += 1;
        }
    }
    let mut classes: Vec<u8> = now.keys().chain(before.keys()).copied().collect();
    classes.sort_unstable();
    classes.dedup();
    if classes.is_empty() {
        return None;
    }
    let values = |of: &BTreeMap<u8, BySeverity>, class: u8| -> Vec<u64> {
        let of = of.get(&class);
        SEVERITIES.iter().map(|severity| of.and_then(|of| of.get(severity)).copied().unwrap_or_default()).collect()
    };
    let mut bars = Vec::new();
    for class in classes {
        bars.push((format!("{class} {}", e.class(class)), values(&now, class)));
        if e.shown.inspection.trend.is_some() {
            bars.push((e.t("previous release", "vorige Version").to_owned(), values(&before, class)));
        }
    }
    Some(Block::Chart(Chart {
        caption: match e.shown.inspection.trend {
            Some(_) => e.t(
                "Suspicion findings by class and severity, against the previous release",
                "Verdachtsbefunde nach Klasse und Schwere, gegenüber der vorigen Version",
            ),
            None => e.t("Suspicion findings by class and severity", "Verdachtsbefunde nach Klasse und Schwere"),
        }
        .to_owned(),
        series: SEVERITIES
            .iter()
            .map(|severity| (Fill::Tone(Tone::Of(*severity)), e.called(severity.name()).into_owned()))
            .collect(),
        bars,
        shares: false,
    }))
}

fn first_to_look_at(e: &Editor) -> Vec<Block> {
    let findings = &e.tally.suspicion;
    if findings.is_empty() {
        return Vec::new();
    }
    let item = |(index, finding): (usize, &&Finding)| {
        let text = Text::from(e.severity(finding.severity))
            .and(" ")
            .and(link(anchor(index), finding.rule.0.clone()))
            .and(" ")
            .and(e.place(&finding.location.path, finding.location.start.line))
            .and(" ")
            .and(e.state(finding.state));
        (text, Vec::new())
    };
    let mut blocks = vec![
        Block::section(e.t("First to look at", "Zuerst anzusehen")),
        Block::List { ordered: true, items: findings.iter().take(TOP).enumerate().map(item).collect() },
    ];
    if findings.len() > TOP {
        let all = e.amount(findings.len());
        blocks.push(Block::plain(link(
            "suspicion",
            match e.edition.language {
                banbury_evidence::ReportLanguage::English => format!("All {all} findings of the tier suspicion"),
                banbury_evidence::ReportLanguage::German => format!("Alle {all} Befunde der Stufe Verdacht"),
            },
        )));
    }
    blocks
}
