use std::collections::BTreeSet;

use banbury_evidence::{Finding, RuleInfo, Tier};

use super::method::join;
use crate::document::Editor;
use crate::document::block::{Block, Cell, FindingBlock, Row, Table, cell, text, word};
use crate::document::text::{Inline, Text, code, digest, lines, prose, say, strong};

/// Findings that a person should look at, one by one.
pub(super) fn blocks(e: &Editor) -> Vec<Block> {
    let findings = &e.tally.suspicion;
    let shown = findings.len().min(e.edition.most_findings());
    let mut blocks = vec![Block::plain(e.t(
        "Constructs that are rare in honest code. Each calls for a person’s look; none is proof of intent. The most severe come first; \
         the numbers hold for this report only, the fingerprints from release to release.",
        "Stellen, wie sie in ehrlichem Code selten sind. Jede verlangt den Blick eines Menschen; keine beweist eine Absicht. Die schwersten stehen zuerst; \
         die Nummern gelten nur für diesen Bericht, die Fingerabdrücke von Version zu Version.",
    ))];
    let withheld = e.withheld(Tier::Suspicion);
    if findings.is_empty() {
        blocks.push(withheld.unwrap_or_else(|| none_found(e)));
        return blocks;
    }
    blocks.extend(withheld);
    blocks.extend(e.cut(shown, findings.len(), "findings.sarif"));
    let mut listed = findings.iter().take(shown).copied().enumerate();
    blocks.extend(listed.by_ref().take(e.edition.most_in_full()).map(|(index, finding)| article(e, index, finding)));
    let rows: Vec<Row> = listed.map(|(index, finding)| row(e, index, finding)).collect();
    if !rows.is_empty() {
        blocks.push(in_brief(e, rows));
    }
    blocks
}

pub(super) fn none_found(e: &Editor) -> Block {
    Block::plain(e.t(
        "None was found by the rules that ran, in what was looked at.",
        "Keine wurde von den Regeln, die liefen, in dem gefunden, was angesehen wurde.",
    ))
}

/// Those after the ones that are told in full.
fn in_brief(e: &Editor, rows: Vec<Row>) -> Block {
    let count = e.amount(rows.len());
    let summary = say!(e;
        [format!("The next {count} in brief; "), code("findings.sarif"), " has all of each"],
        [format!("Die nächsten {count} in Kürze; "), code("findings.sarif"), " enthält jeden ganz"],
    );
    let columns = vec![
        word(e.t("Number", "Nummer")),
        word(e.t("Severity", "Schwere")),
        text(e.t("Rule", "Regel")),
        text(e.t("Place", "Stelle")),
        text(e.t("Source", "Quelltext")),
    ];
    Block::fold(summary, vec![Block::Table(Table { rows, ..Table::of(columns) })])
}

fn row(e: &Editor, index: usize, finding: &Finding) -> Row {
    let cells = vec![
        cell(format!("S-{}", index + 1)),
        cell(e.severity(finding.severity)),
        cell(code(&finding.rule.0)),
        cell(e.place_and_state(finding)),
        in_brief_source(e, finding),
    ];
    Row { cells, traits: Some(e.traits(finding)) }
}

/// The line of source, requests for silence, and the reading in which alone it holds.
pub(super) fn in_brief_source(e: &Editor, finding: &Finding) -> Cell {
    let mut source = match e.edition.redacted {
        true => e.left_out(),
        false => first_line(finding).map(|line| code(line).into()).unwrap_or_default(),
    };
    for request in &finding.suppressions {
        let asks = e.t("asks for silence: ", "bittet um Schweigen: ");
        source = source.and(Inline::Break).and(asks).and(e.vendors_name(&request.comment));
    }
    Cell { text: source, below: reading(e, finding).into_iter().collect() }
}

/// The target of links to the finding with this index.
pub(super) fn anchor(index: usize) -> String {
    format!("finding-{}", index + 1)
}

fn article(e: &Editor, index: usize, finding: &Finding) -> Block {
    let title = Text::from(Inline::Emphasis(format!("S-{}", index + 1)))
        .and(" ")
        .and(e.severity(finding.severity))
        .and(" ")
        .and(strong(finding.rule.0.clone()))
        .and(" ")
        .and(e.state(finding.state))
        .and(" ")
        .and(e.standing(finding));
    Block::Finding(FindingBlock { anchor: anchor(index), title, traits: e.traits(finding), blocks: body(e, finding) })
}

/// The line of source on which a finding begins.
fn first_line(finding: &Finding) -> Option<&str> {
    let index = finding.location.start.line.checked_sub(finding.snippet.first_line)?;
    finding.snippet.lines.get(index as usize).map(|line| line.trim())
}

fn body(e: &Editor, finding: &Finding) -> Vec<Block> {
    let start = finding.location.start;
    let mut place = Text::from(e.place(&finding.location.path, start.line));
    if start.line > 0 {
        place = place.and(format!("{}{}", e.t(", column ", ", Spalte "), start.column));
    }
    if let Some(function) = &finding.function {
        place = place.and(", in ").and(e.vendors_name(function));
    }
    let mut blocks = vec![Block::quiet(place), Block::plain(e.message(finding))];
    blocks.extend(e.excerpt(&finding.snippet, &finding.location));
    blocks.extend(reading(e, finding));
    if !finding.trace.is_empty() {
        blocks.push(Block::part(trace_title(e, finding)));
        blocks.push(steps(e, finding));
    }
    blocks.extend(decision(e, finding));
    for suppression in &finding.suppressions {
        blocks.push(Block::note(say!(e;
            [format!("A comment on line {} asks tools to keep silent: ", suppression.line), e.vendors_name(&suppression.comment), ". It hides nothing here."],
            [format!("Ein Kommentar in Zeile {} fordert Werkzeuge zum Schweigen auf: ", suppression.line), e.vendors_name(&suppression.comment), ". Er verbirgt hier nichts."],
        )));
    }
    blocks.push(Block::Facts(facts(e, finding, e.tally.rules.get(&finding.rule).copied())));
    blocks
}

/// What was decided about it, by whom, and what a second person said.
fn decision(e: &Editor, finding: &Finding) -> Option<Block> {
    let triage = e.shown.inspection.triage.findings.get(&finding.fingerprints.in_place)?;
    let decision = &triage.decision;
    let reason = |reason: &str| if e.edition.redacted { e.left_out() } else { lines(reason) };
    let mut text = Text::from(strong(e.called(decision.judgement.name())))
        .and(format!(" ({}). ", e.called(triage.standing.key())))
        .and(reason(&decision.reason))
        .and(format!(" – {}, {}", decision.by, decision.on));
    if let Some(day) = decision.expires {
        text = text.and(format!(", {} {day}", e.t("holds until", "gilt bis")));
    }
    if let Some(review) = &triage.review {
        let says = if review.approves { e.t("Approved: ", "Gebilligt: ") } else { e.t("Rejected: ", "Abgelehnt: ") };
        text = text.and(Inline::Break).and(strong(says)).and(reason(&review.reason));
        text = text.and(format!(" – {}, {}", review.by, review.on));
    }
    if let Some(origin) = &triage.carried_from {
        let from = format!("{} {}", e.t("Carried over from release", "Übernommen von Version"), origin.release);
        text = text.and(Inline::Break).and(Inline::Absent(from));
    }
    Some(Block::note(text))
}

fn facts(e: &Editor, finding: &Finding, rule: Option<&RuleInfo>) -> Vec<(Text, Text)> {
    let mut facts: Vec<(Text, Text)> = Vec::new();
    let mut add = |term: &'static str, text: Text| facts.push((term.into(), text));
    if let Some(rule) = rule {
        add(e.t("Confidence", "Sicherheit"), e.called(rule.confidence.name()).into_owned().into());
        if !rule.class.is_empty() {
            add(e.t("Class", "Klasse"), join(rule.class.iter().map(|class| named_class(e, *class))).into());
        }
        if !rule.cwe.is_empty() {
            add("CWE", rule.cwe.join(", ").into());
        }
        if let Some(fix) = &rule.fix {
            add(e.t("Proposed fix", "Vorschlag"), code(fix).into());
        }
        if !rule.references.is_empty() {
            add(e.t("References", "Verweise"), rule.references.join(" , ").into());
        }
    }
    if e.shown.inspection.trend.is_some() && finding.state.is_none() {
        add(e.t("Baseline", "Vergleich"), e.t("not compared", "nicht verglichen").into());
    }
    let span = finding.location.span;
    add("Bytes", format!("{}–{}", span.start, span.end).into());
    if let Some(excerpt) = e.shown.excerpts.get(&finding.fingerprints.in_place) {
        add(e.t("Excerpt (SHA-256)", "Auszug (SHA-256)"), digest(excerpt).into());
    }
    let fingerprints = Text::from(digest(&finding.fingerprints.in_place))
        .and(e.t(" (in place)", " (an seiner Stelle)"))
        .and(Inline::Break)
        .and(digest(&finding.fingerprints.moved))
        .and(e.t(" (moved)", " (verschoben)"));
    add(e.t("Fingerprints", "Fingerabdrücke"), fingerprints);
    facts
}

/// The number of a class with its name.
fn named_class(e: &Editor, class: u8) -> String {
    match e.class(class) {
        "" => class.to_string(),
        name => format!("{class} ({name})"),
    }
}

/// The reading in which alone a finding holds.
pub(super) fn reading(e: &Editor, finding: &Finding) -> Option<Block> {
    let reading = e.remark(finding.reading.as_ref()?);
    Some(Block::note(say!(e;
        ["Holds in one reading of the file: ", reading.clone(), "."],
        ["Gilt in einer Lesart der Datei: ", reading.clone(), "."],
    )))
}

/// How many steps a trace has, and across how many files.
pub(super) fn trace_title(e: &Editor, finding: &Finding) -> String {
    let files: BTreeSet<&str> = finding.trace.iter().map(|step| step.location.path.as_str()).collect();
    let steps = e.several(finding.trace.len(), ("step", "steps"), ("Schritt", "Schritte"));
    let title = format!("{}{steps}", e.t("How it comes about: ", "Wie es dazu kommt: "));
    match files.len() {
        1 => title,
        count => format!("{title}{}{}{}", e.t(" across ", " in "), e.amount(count), e.t(" files", " Dateien")),
    }
}

/// How a construct comes about, step by step, each with its place, its line of source and what happens there.
pub(super) fn steps(e: &Editor, finding: &Finding) -> Block {
    let item = |step: &banbury_evidence::TraceStep| {
        let note = if e.edition.redacted { e.left_out() } else { prose(&step.note) };
        let text = Text::from(e.place(&step.location.path, step.location.start.line)).and(": ").and(note);
        (text, e.excerpt(&step.snippet, &step.location).into_iter().collect())
    };
    Block::List { ordered: true, items: finding.trace.iter().map(item).collect() }
}
